"""`iam-personas schema`: the JSON Schema of profiles, for editors."""

from generator.cli.output import say


def schema() -> None:
    """Print the JSON Schema of profiles."""
    import json

    from generator.profiles.json_schema import json_schema
    from generator.profiles.language import PROFILES

    say(json.dumps(json_schema(PROFILES, "iam-personas profiles"), indent=2) + "\n")
