"""A share in a profile → the resources that AWS RAM shares, by exact ARNs.

Source: https://docs.aws.amazon.com/ram/latest/userguide/working-with-sharing-create.html
"""

import re
from dataclasses import dataclass

from generator.compiler.problems import Problems, did_you_mean
from generator.diagnostics import Position
from generator.diagnostics.nearest import nearest
from generator.model.pattern import InputValue, Literal, Pattern, PolicyVariable, bind
from generator.model.profile import Profiles
from generator.model.resource_policy import ResourcePolicyClause, ShareClause
from generator.model.sharing import Share, Shareable, SharedType
from generator.model.target import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareCompiler:
    """`targets` are those that give a value to every input."""

    profiles: Profiles
    problems: Problems
    targets: tuple[Target, ...]

    def share(self, clause: ResourcePolicyClause) -> Share:
        """One entry of the kind `share`."""
        found = [one for each in clause.shares if (one := self._type(each)) is not None]
        if not clause.shares:
            self.problems.error("empty-resource-policy", f"the share `{clause.name}` shares nothing", clause.at)
        return Share(
            types=tuple(sorted(found, key=lambda one: one.shareable.type)),
            accounts=tuple(sorted(set(clause.shared_with.accounts))),
            organizations=tuple(sorted(set(clause.shared_with.organizations))),
        )

    def _type(self, clause: ShareClause) -> SharedType | None:
        known = {one.type: one for one in self.profiles.shareables}
        shareable = known.get(clause.type.text)
        if shareable is None:
            message = f"nothing is known of sharing resources of the type `{clause.type}`"
            near = did_you_mean(nearest(clause.type.text, known))
            hint = near or (f"it can be {', '.join(f'`{one}`' for one in known)}" if known else "")
            self.problems.error("unknown-shareable", message, clause.type.at, hint)
            return None
        for one in clause.arns:
            self._check(one, shareable, clause.at)
        return SharedType(shareable=shareable, arns=tuple(sorted(set(clause.arns))))

    def _check(self, arn: Pattern, shareable: Shareable, at: Position) -> None:
        wild = any(mark in part.text for part in arn.parts if isinstance(part, Literal) for mark in "*?")
        if wild or any(isinstance(part, PolicyVariable) for part in arn.parts):
            message = f"a share is of resources by their exact ARNs, and `{arn}` is a pattern"
            self.problems.error("share-pattern", message, at, "list the ARNs, or give them in a `list(string)`")
            return
        exact = re.compile(rf"arn:[^:*?]+:{re.escape(shareable.service)}:[^:*?]+:[0-9]{{12}}:{shareable.name}")
        for text in self._texts(arn):
            if not exact.fullmatch(text):
                message = f"`{text}` is not the exact ARN of a resource of the type `{shareable.type}`"
                hint = f"what follows the account looks like `{shareable.name}`"
                self.problems.error("share-arn", message, at, hint)

    def _texts(self, arn: Pattern) -> set[str]:
        """What an ARN is in every target, and by its inputs' defaults; without inputs, as it is written."""
        if not any(isinstance(part, InputValue) for part in arn.parts) and arn.literal is not None:
            return {arn.literal}
        return {text for one in self.targets for text in bind(arn, one.bindings)}
