"""Everything that was compiled and proved → one page."""

from generator.diagnostics import Diagnostic, Severity
from generator.model.phrase import Phrase, exact, listed, quoted, say
from generator.model.target import InputContent, Target, spell_input
from generator.reference.services import find_service
from generator.renderer.review import (
    InputRow,
    Lines,
    RemarkRow,
    Review,
    SourceRow,
    TargetRow,
)
from generator.report.review.accepted import accepted_lines
from generator.report.review.glance import glance_row
from generator.report.review.material import Material
from generator.report.review.sections import guardrail_section, persona_section, resource_section
from generator.report.summary import count
from generator.report.wording import IN_FULL

_MOST_VALUES = 12


def review_page(material: Material) -> Review:
    """The page, in the order of the profile."""
    service = find_service(material.profiles.service)
    name = service.name if service is not None else material.profiles.service
    order = {one.name: one.at for one in material.profiles.personas}
    personas = sorted((one for one in material.modules if one.is_persona), key=lambda one: order[one.persona])
    return Review(
        title=f"Review: who may do what with {name}",
        version=material.version,
        sources=tuple(SourceRow(path=path, digest=digest) for path, digest in material.sources),
        targets=tuple(_target(one, material) for one in material.profiles.targets),
        inputs=tuple(
            InputRow(name=one.name, description=one.description, default=_value(one.default))
            for one in material.profiles.inputs
        ),
        glance=tuple(glance_row(one, material) for one in personas),
        accepted=tuple(accepted_lines(material)),
        warnings=tuple(_remark(one) for one in material.remarks if one.severity is Severity.WARNING),
        notes=tuple(_remark(one) for one in material.remarks if one.severity is Severity.NOTE),
        notes_heading=count(sum(one.severity is Severity.NOTE for one in material.remarks), "open note"),
        rules=_rules(material),
        personas=tuple(persona_section(one, material) for one in personas),
        guardrails=tuple(
            guardrail_section(one, material) for one in material.modules if one.organization_policy is not None
        ),
        resources=tuple(
            resource_section(one, material)
            for one in material.modules
            if one.resource_policy is not None or one.share is not None
        ),
        root=_root(material),
    )


def _target(target: Target, material: Material) -> TargetRow:
    defaults = {one.name: one.default for one in material.profiles.inputs}
    other = [(name, value) for name, value in target.bindings.inputs if value != defaults.get(name)]
    said = [say(exact(name), " is ", _value(value)) for name, value in other]
    return TargetRow(
        name=target.name,
        account=target.bindings.account,
        region=target.bindings.region,
        inputs=listed(said, IN_FULL),
    )


def _value(value: InputContent | None) -> Phrase:
    if value is None:
        return say("none: each target gives it")
    return listed([exact(one) for one in spell_input(value)], _MOST_VALUES) if spell_input(value) else say("nothing")


def _remark(one: Diagnostic) -> RemarkRow:
    return RemarkRow(code=one.code, message=quoted(one.message), place=str(one.at))


def _rules(material: Material) -> Lines:
    """The rules, each once; that a rule with an accepted path holds is said so by the rows of what is accepted."""
    texts = tuple(dict.fromkeys(one.rule.text for one in material.rules))
    return Lines(heading=f"{count(len(texts), 'rule')}, proved for every request", lines=tuple(map(exact, texts)))


def _root(material: Material) -> Phrase:
    calls = [exact(one.persona) for one in material.root.calls]
    if not calls:
        return say("Nothing calls the modules: there is no persona.")
    start = f"The root module calls {count(len(calls), 'module')} at once: "
    adopted = [say(exact(one.id), f" ({one.resource})") for one in material.root.imports]
    imports = (" It takes over ", listed(adopted, IN_FULL), ", which were there before.") if adopted else ()
    return say(start, listed(calls, IN_FULL), ".", *imports)
