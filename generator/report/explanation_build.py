"""A known failure of a machine → what it means, and what the profile's machines lack."""

from collections.abc import Iterator

from generator.analysis.explanation.explanation import BuildAdvice, Explanation, MachineAdvice, PeopleAdvice
from generator.model.module import Module
from generator.model.profile import IdentityKind
from generator.reference.build_failures import KnownFailure
from generator.report.sentence import Block, Paragraph, Section, Sentence, listed, say


def build_sections(advice: BuildAdvice) -> Iterator[Section]:
    """A failed build → its sections."""
    row = advice.row
    quoted = (Paragraph(say("The log says: {}", advice.failure.line.strip())),)
    yield Section(("A build failed, for lack of access or for its network",), (*quoted, *_means(row)), level=1)
    yield Section(("What to do",), (*_people(advice.people), *machine_blocks(row, advice.machines)))


def _people(people: tuple[PeopleAdvice, ...]) -> Iterator[Block]:
    """Who can do what the machine cannot."""
    for one in people:
        has = say("{} has it", listed(one.personas)) if one.personas else ("no persona of this profile has it",)
        yield Paragraph(say("Whoever asks for it needs the capability {}: {}.", one.capability, has))


def failure_blocks(explanation: Explanation) -> Iterator[Block]:
    """What others found out who had the same refusal."""
    row = explanation.known_failure
    if row is not None:
        yield from _means(row)
        yield from machine_blocks(row, explanation.machines)


def machine_blocks(row: KnownFailure, machines: tuple[MachineAdvice, ...]) -> Iterator[Block]:
    """What each machine has and lacks of what helped others."""
    if not machines:
        yield Paragraph(
            say("No persona of this profile is such a machine ({}): look at its role in AWS.", row.identity.value)
        )
    for one in _telling(row, machines):
        yield from _machine(one)
    if row.otherwise:
        yield Paragraph((_sentence(row.otherwise),))


def _telling(row: KnownFailure, machines: tuple[MachineAdvice, ...]) -> tuple[MachineAdvice, ...]:
    """Every build instance; of the many roles those that have what helps, if any does."""
    equipped = tuple(one for one in machines if one.is_equipped)
    return machines if row.identity is IdentityKind.INSTANCE_PROFILE else equipped or machines


def _means(row: KnownFailure) -> Iterator[Block]:
    yield Paragraph((_sentence(row.means),))


def _machine(one: MachineAdvice) -> Iterator[Block]:
    module = one.module
    who = say("{} ({}), made by the module {},", module.persona, (module.title,), _folder(module))
    if one.is_equipped:
        has = listed((*one.attached, *one.used))
        yield Paragraph(say("{} has {}. If that module is applied, access is not what is missing.", who, has))
    elif one.lacking or one.gettable:
        yield Paragraph(say("{} lacks {}.", who, listed(one.lacking or one.gettable)))
        yield Paragraph(say("Add {}.", listed(_remedies(one), last="or")))
    else:
        yield Paragraph(
            say("The machine is {} ({}), made by the module {}.", module.persona, (module.title,), _folder(module))
        )


def _folder(module: Module) -> str:
    return f"modules/{module.persona}"


def _remedies(one: MachineAdvice) -> Iterator[Sentence]:
    if one.lacking:
        yield say("{} to its {}", listed(one.lacking), "managed_policies")
    if one.gettable:
        yield say("the capability {} to its {}", listed(one.gettable[:2], last="or"), "can")


def _sentence(text: str) -> str:
    plain = " ".join(text.split()).rstrip(".")
    return f"{plain[:1].upper()}{plain[1:]}."
