"""One request of a persona → the decision and its reasons."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.analysis.access_tests.cases import Case, Reach
from generator.analysis.access_tests.context import check_context, complete
from generator.analysis.access_tests.resources import EVERY_RESOURCE, arns_of, is_every, is_pattern, short_formats
from generator.analysis.access_tests.run import Outcome, decide
from generator.analysis.evaluation.evaluator import prepare
from generator.analysis.subjects import Subject
from generator.compiler.compile import compile_profiles
from generator.compiler.lookup import Lookup
from generator.compiler.problems import Problems, did_you_mean
from generator.diagnostics import Position
from generator.diagnostics.nearest import nearest
from generator.model.access import Context, Request
from generator.model.profile import Expectation, Word
from generator.model.reference import Action, Service
from generator.pipeline.prove import subjects_of
from generator.profiles.load import Read, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asks, word for word; an empty `target` is the first of the profile, an empty `resource` any."""

    persona: str
    action: str
    resource: str = ""
    context: Context = ()
    target: str = ""


def ask(paths: Sequence[str], read: Read, question: Question) -> Outcome:
    """A question → its outcome; `expected` means nothing in it.

    Raises: DiagnosticError for profiles that do not compile and for words that nothing is called.
    """
    profiles = load(paths, read)
    problems = Problems()
    subjects = subjects_of(profiles, compile_profiles(profiles).modules)
    first = min(profiles.targets, key=lambda one: one.at, default=None)
    subject = _subject(subjects, question, first.name if first is not None else "", problems)
    found = _action(question.action, profiles.service, problems)
    problems.raise_errors()
    assert found is not None
    arn = _arn(question.resource, *found, subject, problems)
    keys = ((Word(text=key, at=_at("--context")), values) for key, values in question.context)
    check_context(keys, found[0], problems)
    problems.raise_errors()
    return decide(_case(question, found[1], arn, subject), prepare(subject.policies), subject.policies)


def _case(question: Question, action: Action, arn: str, subject: Subject) -> Case:
    every = is_pattern(arn) and not (is_every(arn) and not action.resources)
    return Case(
        subject=subject,
        expected=Expectation.DENY,
        request=Request(action=str(action), resource=arn, context=complete(question.context, subject.context)),
        reach=Reach.EVERY if every else Reach.ONE,
    )


def _subject(subjects: Sequence[Subject], question: Question, first: str, problems: Problems) -> Subject:
    targets = {one.place.name for one in subjects}
    personas = {one.persona for one in subjects}
    if question.persona not in personas:
        hint = did_you_mean(nearest(question.persona, personas))
        problems.error("unknown-persona", f"no persona is called `{question.persona}`", _at("PERSONA"), hint)
    if question.target and question.target not in targets:
        hint = did_you_mean(nearest(question.target, targets))
        problems.error("unknown-target", f"no target is called `{question.target}`", _at("--target"), hint)
    problems.raise_errors()
    wanted = (question.persona, question.target or first)
    return next(one for one in subjects if (one.persona, one.place.name) == wanted)


def _action(text: str, home: str, problems: Problems) -> tuple[Service, Action] | None:
    found = tuple(Lookup(problems=problems).actions(Word(text=text, at=_at("ACTION")), home))
    if len(found) > 1 or "*" in text:
        message = f"`{text}` means {len(found)} actions, and a request is for one"
        problems.error("one-action", message, _at("ACTION"), "name one")
    return found[0] if found else None


def _arn(resource: str, service: Service, action: Action, subject: Subject, problems: Problems) -> str:
    found = arns_of(resource or EVERY_RESOURCE, service, action, subject.place.bindings)
    if not found:
        formats = ", ".join(f"`{one}`" for one in short_formats(service, action)[:4])
        hint = f"its resources are {formats}" if formats else "leave the resource out"
        problems.error("test-resource", f"`{action}` does not act on `{resource}`", _at("RESOURCE"), hint)
    elif len(found) > 1:
        hint = f"name one of {', '.join(f'`{one}`' for one in found)}"
        problems.error("test-resource", f"`{resource}` can mean several kinds of resources", _at("RESOURCE"), hint)
    return found[0] if found else ""


def _at(name: str) -> Position:
    return Position(file=name, line=0, column=0)
