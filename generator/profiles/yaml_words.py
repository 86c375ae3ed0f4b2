"""What YAML 1.1 takes an unquoted word for, where it is not text.

Source: https://yaml.org/type/ (bool, null, int, float, timestamp, merge, value)
"""

import yaml

_MEANINGS = {
    "tag:yaml.org,2002:bool": "true or false",
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:timestamp": "a date",
}


def meaning_of(text: str) -> str:
    """What an unquoted text means in YAML 1.1, in words; empty when it is text."""
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers
    for tag, pattern in resolvers.get(text[:1], ()):
        if tag in _MEANINGS and pattern.match(text):
            return _MEANINGS[tag]
    return ""
