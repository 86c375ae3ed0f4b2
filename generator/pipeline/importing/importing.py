"""Policy files → the text of a profile that is proved to mean the same, and what became of each policy."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from generator.compiler.compile import compile_profiles
from generator.diagnostics import Diagnostic, DiagnosticError, Position, Severity
from generator.model.module import bound_documents
from generator.model.policy import BoundStatement
from generator.model.target import Bindings
from generator.pipeline.importing.assemble import Draft, Word, drafts_of, word, word_keeping_wildcards
from generator.pipeline.importing.equal import actions_of, first_doubt
from generator.pipeline.importing.name import persona_names, plain_line
from generator.pipeline.importing.place import Wished, place_of
from generator.pipeline.importing.policy import ReadPolicy
from generator.pipeline.importing.portions import meant_by
from generator.pipeline.importing.read import NO_FOLDERS, Folders, read_policies
from generator.pipeline.importing.trial import Trials
from generator.profiles.load import load
from generator.profiles.shipped import shipped_capabilities
from generator.reference.services import find_service
from generator.renderer.imported_profile import ImportedPersona, ImportedProfile, ImportedTarget
from generator.renderer.render import render_imported_profile
from generator.report.imported import ImportedLine, some

PROFILE = "imported.yaml"
TARGET = "imported"
_NO_SERVICE = "iam"


class Wildcards(Enum):
    """Whether wildcards of an Allow become the actions of today, or stay."""

    TODAY = "today"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the user asks for; an empty `service` is the one that the policies name most, an empty `name` their own."""

    service: str = ""
    name: str = ""
    place: Wished = field(default_factory=Wished)
    wildcards: Wildcards = Wildcards.TODAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A profile's text, empty where no policy could be imported; `problems` are those of the files."""

    text: str
    place: Bindings
    imported: tuple[ImportedLine, ...]
    problems: tuple[Diagnostic, ...]

    @property
    def has_errors(self) -> bool:
        """Whether something that was to be imported could not be."""
        return any(one.severity is Severity.ERROR for one in self.problems)


def import_policies(
    paths: Sequence[str], read: Callable[[str], str], wishes: Wishes, folders: Folders = NO_FOLDERS
) -> Result:
    """Files, and folders with the files in them → a profile.

    Raises: DiagnosticError where the user asks for a service that AWS does not have.
    """
    found = read_policies(paths, read, folders)
    policies = tuple(one for one in found if isinstance(one, ReadPolicy))
    problems = [one for one in found if isinstance(one, Diagnostic)]
    statements = tuple(each for one in policies for each in one.statements)
    place = place_of(statements, wishes.place)
    importer = Importer(trials=_trials(statements, place, wishes.service), wildcards=wishes.wildcards)
    names = persona_names(_labels(policies, wishes.name))
    made = [importer.imported(one, name) for one, name in zip(policies, names, strict=True)]
    imported = tuple(one for one in made if isinstance(one, ImportedLine))
    problems += [one for one in made if isinstance(one, Diagnostic)]
    text = importer.text(tuple(one.persona for one in imported)) if imported else ""
    return Result(text=text, place=place, imported=imported, problems=tuple(problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer:
    trials: Trials
    wildcards: Wildcards

    def imported(self, policy: ReadPolicy, name: str) -> ImportedLine | Diagnostic:
        """The first draft that is proved, or why there is none."""
        last = "it has no statements"
        for draft in drafts_of(policy, self.trials, self._word(), self._proves):
            persona = _persona(policy, name, draft)
            made = self._statements(persona)
            if isinstance(made, str):
                last = made
                continue
            doubt = first_doubt(policy.statements, made, self.trials.place.partition)
            if doubt is None:
                count = sum(1 for _ in actions_of(policy.statements))
                return ImportedLine(
                    label=policy.label,
                    at=policy.at,
                    persona=persona,
                    kept=draft.kept,
                    inert=draft.inert,
                    expanded=draft.expanded,
                    compared=count,
                )
            last = f"`{doubt.action}` would not be the same"
        message = f"`{policy.label}` cannot be imported: {last}"
        return Diagnostic(code="not-imported", message=message, at=policy.at)

    def text(self, personas: tuple[ImportedPersona, ...]) -> str:
        """A profile with these personas, as text."""
        place = self.trials.place
        target = ImportedTarget(name=TARGET, account=place.account, region=place.region)
        return render_imported_profile(ImportedProfile(service=self.trials.home, target=target, personas=personas))

    def _word(self) -> Word:
        return word_keeping_wildcards if self.wildcards is Wildcards.KEPT else word

    def _proves(self, draft: Draft, statements: Sequence[BoundStatement]) -> bool:
        """Whether a draft of some statements says the same as they do."""
        made = self._statements(
            ImportedPersona(name="trial", title="x", description="x", can=draft.can, cannot=draft.cannot)
        )
        return not isinstance(made, str) and not first_doubt(tuple(statements), made, self.trials.place.partition)

    def _statements(self, persona: ImportedPersona) -> tuple[BoundStatement, ...] | str:
        """What a persona's profile compiles to, from its text; or the first reason why it does not."""
        text = self.text((persona,))
        try:
            modules = compile_profiles(load([PROFILE], lambda _: text)).modules
        except DiagnosticError as error:
            return error.diagnostics[0].message
        documents = (document for one in modules for _, document in bound_documents(one, self.trials.place))
        return tuple(each for one in documents for each in one.statements)


def _trials(statements: Sequence[BoundStatement], place: Bindings, wished: str) -> Trials:
    services = Counter(service.prefix for one in statements for service, _ in meant_by(_ordinary(one.actions)).actions)
    home = wished or min(services, key=lambda one: (-services[one], one), default=_NO_SERVICE)
    found = find_service(home)
    if found is None:
        raise DiagnosticError([_no_service(home)])
    shipped = {prefix: tuple(shipped_capabilities([prefix])) for prefix in sorted({home, *services})}
    catalogues = {one.name: prefix for prefix, found_here in shipped.items() for one in found_here}
    capabilities = {one.name: one for found_here in shipped.values() for one in found_here}
    return Trials(home=found.prefix, place=place, capabilities=capabilities, catalogues=catalogues)


def _ordinary(actions: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in actions if ":" in one and "*" not in one.partition(":")[0])


def _no_service(name: str) -> Diagnostic:
    at = Position(file="--service", line=0, column=0)
    return Diagnostic(code="unknown-service", message=f"AWS has no service with the prefix `{name}`", at=at)


def _labels(policies: Sequence[ReadPolicy], name: str) -> Iterator[str]:
    for one in policies:
        yield one.label if not name else name if len(policies) == 1 else f"{name}-{one.label}"


def _persona(policy: ReadPolicy, name: str, draft: Draft) -> ImportedPersona:
    label = plain_line(policy.label, 90) or name
    return ImportedPersona(
        name=name,
        title=label,
        description=f"Imported from the policy {label}.",
        can=draft.can,
        cannot=draft.cannot,
        comments=_comments(draft),
    )


def _comments(draft: Draft) -> tuple[str, ...]:
    inert = f"Left out, for no resource of the policy is theirs: {some(draft.inert)}." if draft.inert else ""
    wild = "Wildcards mean the actions that AWS has today." if draft.expanded else ""
    return tuple(one for one in (wild, inert) if one)
