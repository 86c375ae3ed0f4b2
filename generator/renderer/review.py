"""The page that somebody signs before a profile is applied: the view that `review.md.j2` prints."""

from dataclasses import dataclass

from generator.model.phrase import Phrase
from generator.renderer.render import render_template

REVIEW_TEMPLATES = ("review.md", "review_access.md", "review_decision.md")
"""The parts of the page in their order; what changed stands behind the first."""
REVIEW_START = "<!-- iam-personas review -->\n"
"""What every such page of ours starts with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A profile file and the SHA-256 of its text."""

    path: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """A target; `inputs` are those that are not as their default says."""

    name: str
    account: str
    region: str
    inputs: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRow:
    """An input and its default."""

    name: str
    description: str
    default: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class GlanceRow:
    """A persona in a line."""

    title: str
    kind: str
    changes: Phrase
    permissions: Phrase
    passes: Phrase
    escalates: Phrase
    policies: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkRow:
    """A warning or a note, and where the profile says it."""

    code: str
    message: Phrase
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something about a persona that is no access."""

    label: str
    said: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Sentences under a heading, which says how many there are or what they are about."""

    heading: str
    lines: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A persona, a guardrail or the policy of a resource: what is read at once, and what is read on demand."""

    title: str
    name: str
    kind: str
    description: str
    facts: tuple[Fact, ...]
    details: tuple[Fact, ...]
    shown: tuple[Lines, ...]
    folded: tuple[Lines, ...]

    @property
    def has_details(self) -> bool:
        return bool(self.details)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The whole page. The tuple behind each `has_…` is not empty."""

    title: str
    version: str
    sources: tuple[SourceRow, ...]
    targets: tuple[TargetRow, ...]
    inputs: tuple[InputRow, ...]
    glance: tuple[GlanceRow, ...]
    accepted: tuple[Phrase, ...]
    warnings: tuple[RemarkRow, ...]
    notes: tuple[RemarkRow, ...]
    notes_heading: str
    rules: Lines
    personas: tuple[Section, ...]
    guardrails: tuple[Section, ...]
    resources: tuple[Section, ...]
    root: Phrase

    @property
    def has_targets(self) -> bool:
        return bool(self.targets)

    @property
    def has_inputs(self) -> bool:
        return bool(self.inputs)

    @property
    def has_accepted(self) -> bool:
        return bool(self.accepted)

    @property
    def has_warnings(self) -> bool:
        return bool(self.warnings)

    @property
    def has_notes(self) -> bool:
        return bool(self.notes)

    @property
    def has_rules(self) -> bool:
        return bool(self.rules.lines)

    @property
    def has_guardrails(self) -> bool:
        return bool(self.guardrails)

    @property
    def has_resources(self) -> bool:
        return bool(self.resources)


def render_review(page: Review, changes: str = "") -> str:
    """A page → Markdown, by our own templates; `changes` is Markdown already, a section of its own or nothing."""
    head, *rest = (render_template(None, name, page=page) for name in REVIEW_TEMPLATES)
    return "".join((head, changes, *rest))
