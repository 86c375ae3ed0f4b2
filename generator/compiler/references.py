"""Tests and rules name personas and actions: complains of names that nothing has.

Whether they hold is not decided here.
"""

from generator.compiler.lookup import Lookup
from generator.compiler.problems import Problems, did_you_mean
from generator.diagnostics.nearest import nearest
from generator.model.profile import Profiles, RuleKind


def check_references(profiles: Profiles, problems: Problems) -> None:
    """Looks up every persona and action that tests and rules name."""
    lookup = Lookup(problems=problems)
    for persona in profiles.personas:
        for test in persona.tests:
            lookup.selected(test.actions, profiles.service)
    names = {one.name for one in profiles.personas}
    for rule in profiles.rules:
        for subject in rule.subjects:
            if subject.text not in names:
                hint = did_you_mean(nearest(subject.text, names))
                problems.error("unknown-persona", f"no persona is called `{subject}`", subject.at, hint)
        if rule.kind is RuleKind.CANNOT:
            lookup.selected(rule.objects[:1], profiles.service)
