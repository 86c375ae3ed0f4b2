"""An access test × a place → its cases: one action, one resource, one context each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from generator.analysis.access_tests.context import check_context, complete
from generator.analysis.access_tests.resources import EVERY_RESOURCE, arns_of, is_every, is_pattern, short_formats
from generator.analysis.subjects import Subject
from generator.compiler.lookup import Lookup
from generator.compiler.problems import Problems
from generator.diagnostics import NOWHERE, Position
from generator.model.access import Context, Request
from generator.model.pattern import bind
from generator.model.profile import AccessTest, ContextPatterns, Expectation, Word
from generator.model.reference import Action, Service


class Reach(Enum):
    """What a case asks of: one request, or every one on such resources in whatever context adds to the given one."""

    ONE = "one request"
    EVERY = "every request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A request and the decision that is expected of it; only a deny is ever expected of every request."""

    subject: Subject
    expected: Expectation
    request: Request
    reach: Reach = Reach.ONE
    at: Position = field(default=NOWHERE, compare=False)

    @property
    def asked_context(self) -> Context:
        """The context without what every request of the persona carries."""
        return tuple(one for one in self.request.context if one not in self.subject.context)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """An action, or a pattern of actions, on a resource or a pattern of resources."""

    action: str
    arn: str
    reach: Reach


def cases_of(test: AccessTest, subject: Subject, home: str, problems: Problems) -> tuple[Case, ...]:
    """The cases of one test; what cannot be asked is a problem.

    A deny that names no resource, or names some with wildcards, is expected of every request; where it names none,
    a wildcard in its action stays one, and also means actions that AWS adds later.
    """
    maker = _Maker(test=test, subject=subject, problems=problems)
    lookup = Lookup(problems=problems)
    found: list[Case] = []
    for word in test.actions:
        pairs = tuple(lookup.actions(word, home))
        for service in {one.prefix: one for one, _ in pairs}.values():
            maker.check_contexts(service)
        found += (case for asked in maker.asked(word, pairs) for case in maker.cases(asked))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    test: AccessTest
    subject: Subject
    problems: Problems

    @property
    def is_deny(self) -> bool:
        return self.test.expected is Expectation.DENY

    def names(self) -> tuple[Word, ...]:
        """The resources as the place reads them."""
        bindings = self.subject.place.bindings
        return tuple(Word(text=one, at=each.at) for each in self.test.resources for one in bind(each.name, bindings))

    def check_contexts(self, service: Service) -> None:
        """Complains of what no request to a service carries."""
        for patterns in self.test.contexts:
            check_context(self._bound(patterns), service, self.problems)

    def asked(self, word: Word, pairs: tuple[tuple[Service, Action], ...]) -> Iterator[_Asked]:
        """What is asked about one action, or about those that a wildcard means."""
        names = self.names()
        if self.is_deny and all(is_every(one.text) for one in names):
            for prefix in sorted({service.prefix for service, _ in pairs}):
                spelled = f"{prefix}:{word.text.rpartition(':')[2]}" if is_pattern(word.text) else str(pairs[0][1])
                yield _Asked(action=spelled, arn=EVERY_RESOURCE, reach=Reach.EVERY)
        elif not names:
            yield from (one for pair in pairs for one in self._without_resource(pair[1], pair[0]))
        else:
            for name in names:
                yield from self._on(name, word, pairs)

    def cases(self, asked: _Asked) -> Iterator[Case]:
        """One case for each context."""
        for patterns in self.test.contexts or ((),):
            context = tuple((key.text, values) for key, values in self._bound(patterns))
            yield Case(
                subject=self.subject,
                expected=self.test.expected,
                request=Request(
                    action=asked.action, resource=asked.arn, context=complete(context, self.subject.context)
                ),
                reach=asked.reach,
                at=self.test.at,
            )

    def _without_resource(self, action: Action, service: Service) -> Iterator[_Asked]:
        if action.resources:
            hint = f"name one, such as `{short_formats(service, action)[0]}`"
            message = f"`{action}` acts on resources, and this test names none"
            self.problems.error("test-resource", message, self.test.at, hint)
        else:
            yield _Asked(action=str(action), arn=EVERY_RESOURCE, reach=Reach.ONE)

    def _on(self, name: Word, word: Word, pairs: tuple[tuple[Service, Action], ...]) -> Iterator[_Asked]:
        """Each action on one name; of a wildcard's actions, those that act on such a resource."""
        bindings = self.subject.place.bindings
        found = [(action, arns_of(name.text, service, action, bindings)) for service, action in pairs]
        acting = [(action, arn) for action, arns in found for arn in arns]
        if (pairs and not acting) or (not is_pattern(word.text) and any(not arns for _, arns in found)):
            self._acts_on_none(name, word, *pairs[0])
        for action, arn in acting:
            wild = is_pattern(arn) and not (is_every(arn) and not action.resources)
            if wild and not self.is_deny:
                self._is_no_request(name)
                return
            yield _Asked(action=str(action), arn=arn, reach=Reach.EVERY if wild else Reach.ONE)

    def _acts_on_none(self, name: Word, word: Word, service: Service, action: Action) -> None:
        formats = ", ".join(f"`{one}`" for one in short_formats(service, action)[:4])
        hint = f"its resources are {formats}" if formats else "leave `resource` out"
        spelled = f"{service.prefix}:{word.text.rpartition(':')[2]}" if is_pattern(word.text) else str(action)
        message = f"`{spelled}` does not act on `{name}`"
        self.problems.error("test-resource", message, name.at, "" if is_pattern(word.text) else hint)

    def _is_no_request(self, name: Word) -> None:
        hint = "name one resource; only what is denied can have wildcards"
        self.problems.error("test-resource", f"a request is on one resource, not on `{name}`", name.at, hint)

    def _bound(self, patterns: ContextPatterns) -> tuple[tuple[Word, tuple[str, ...]], ...]:
        bindings = self.subject.place.bindings
        return tuple((key, tuple(text for one in values for text in bind(one, bindings))) for key, values in patterns)
