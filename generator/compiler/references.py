"""Tests and rules name personas, actions, services, targets and keys: complains of names that nothing has.

Whether they hold is not decided here.
"""

from collections.abc import Iterable

from generator.compiler.lookup import Lookup
from generator.compiler.problems import Problems, did_you_mean
from generator.diagnostics.nearest import nearest
from generator.model.profile import AccessTest, Demanded, Duty, Profiles, Rule, Word
from generator.model.resource_policy import HOLDERS, ResourcePolicyClause
from generator.reference.conditions import FEDERATION, find_condition_key, global_keys
from generator.reference.services import find_service


def check_references(profiles: Profiles, problems: Problems) -> None:
    """Looks up every name that tests and rules use."""
    checker = _Checker(profiles=profiles, problems=problems)
    for test in (one for each in (*profiles.personas, *profiles.guardrails) for one in each.tests):
        checker.test(test)
    for policy in profiles.resource_policies:
        checker.tests_of(policy)
    for rule in profiles.rules:
        checker.rule(rule)


class _Checker:
    def __init__(self, profiles: Profiles, problems: Problems) -> None:
        self.problems = problems
        self.lookup = Lookup(problems=problems)
        self.home = profiles.service
        self.personas = {one.name for one in profiles.personas}
        self.targets = {one.name for one in profiles.targets}

    def test(self, test: AccessTest) -> None:
        self.lookup.selected(test.actions, self.home)
        self._names(test.targets, self.targets, "unknown-target", "target")

    def tests_of(self, policy: ResourcePolicyClause) -> None:
        """A resource's policy speaks of its own service, whatever the profile's is."""
        home = HOLDERS[policy.kind].service if policy.kind in HOLDERS else self.home
        for one in policy.tests:
            self.lookup.selected(one.test.actions, home)
            self._names(one.test.targets, self.targets, "unknown-target", "target")

    def rule(self, rule: Rule) -> None:
        self._names(rule.subjects, self.personas, "unknown-persona", "persona")
        for duty in rule.duties:
            self._duty(duty)
        if rule.service is not None:
            self.lookup.service(rule.service.text, rule.service.at)
        if rule.demanded is not None:
            self._demanded(rule.demanded)

    def _duty(self, duty: Duty) -> None:
        home = self.home
        if duty.service is not None:
            home = duty.service.text if self.lookup.service(duty.service.text, duty.service.at) else ""
        if duty.action is not None:
            self.lookup.selected((duty.action,), home)
        if home or duty.service is None:
            self.lookup.selected(duty.exceptions, home)

    def _demanded(self, demanded: Demanded) -> None:
        key = demanded.key
        owners = (find_service(key.text.partition(":")[0]), find_service(FEDERATION))
        if not any(owner is not None and find_condition_key(owner, key.text) for owner in owners):
            near = nearest(key.text, (one.name for one in global_keys()))
            self.problems.error(
                "unknown-condition-key", f"AWS has no condition key `{key}`", key.at, did_you_mean(near)
            )

    def _names(self, words: Iterable[Word], known: set[str], code: str, kind: str) -> None:
        for word in words:
            if word.text not in known:
                hint = did_you_mean(nearest(word.text, known))
                self.problems.error(code, f"no {kind} is called `{word}`", word.at, hint)
