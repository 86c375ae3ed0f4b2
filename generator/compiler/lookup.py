"""Words of a profile → services and actions of the Reference, or an error with the nearest right word."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.compiler.clause import Selected
from generator.compiler.problems import Problems, did_you_mean
from generator.diagnostics import Position
from generator.diagnostics.nearest import nearest
from generator.model.profile import Word
from generator.model.reference import Action, Service
from generator.reference.lookup import find_action, matching_actions
from generator.reference.overlay import find_correction
from generator.reference.services import find_service, is_retired_service, service_prefixes


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    problems: Problems

    def service(self, prefix: str, at: Position) -> Service | None:
        """A service by its prefix."""
        found = find_service(prefix) if prefix else None
        if found is None and not prefix:
            hint = "write `s3:GetObject`, or set `service` at the top of the file"
            self.problems.error("no-service", "no service is named for this", at, hint)
        elif found is None:
            retired = is_retired_service(prefix)
            message = (
                f"the service `{prefix}` is retired" if retired else f"AWS has no service with the prefix `{prefix}`"
            )
            self.problems.error("unknown-service", message, at, did_you_mean(nearest(prefix, service_prefixes())))
        return found

    def actions(self, word: Word, home: str) -> Iterator[tuple[Service, Action]]:
        """The actions that a name or wildcard means; a name without a prefix is of the `home` service."""
        prefix, _, name = word.text.rpartition(":")
        service = self.service(prefix or home, word.at)
        if service is None:
            return
        if "*" in name or "?" in name:
            found = matching_actions(service, name)
        else:
            exact = find_action(service, name)
            found = (exact,) if exact is not None else ()
        if not found:
            self._unknown_action(service, name, word.at)
        yield from ((service, action) for action in found)

    def selected(self, words: tuple[Word, ...], home: str) -> tuple[Selected, ...]:
        """The actions that words mean, each spelled as the Reference spells it."""
        pairs = [pair for word in words for pair in self.actions(word, home)]
        return tuple(Selected(service=service, action=action, spelled=str(action)) for service, action in pairs)

    def _unknown_action(self, service: Service, name: str, at: Position) -> None:
        near = nearest(name, (action.name for action in service.actions))
        retired = name.casefold() in {one.casefold() for one in service.retired}
        message = f"service `{service.prefix}` has no action `{name}`" + (
            " any more: AWS retired it" if retired else ""
        )
        meant = find_correction(f"{service.prefix}:{name}")
        hint = did_you_mean([meant] if meant else near) or self._elsewhere(service, name)
        self.problems.error("unknown-action", message, at, hint)

    @staticmethod
    def _elsewhere(service: Service, name: str) -> str:
        for prefix in ("iam", "ec2", "s3", "kms", "ssm", "sts", "logs", "sns", "ecr"):
            other = find_service(prefix)
            if other is not None and other is not service and (action := find_action(other, name)) is not None:
                return f"did you mean `{action}`?"
        return ""
