"""An access test × a place → its cases: one action, one resource, one context each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import product

from generator.analysis.access_tests.resources import arn_of, short_formats
from generator.analysis.subjects import Subject
from generator.compiler.lookup import Lookup
from generator.compiler.problems import Problems
from generator.diagnostics import NOWHERE, Position
from generator.model.access import Context, Request
from generator.model.pattern import bind
from generator.model.profile import AccessTest, ContextPatterns, Expectation, RequestedResource
from generator.model.reference import Action, Service
from generator.model.target import WILDCARD_CHARS


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


def cases_of(test: AccessTest, subject: Subject, home: str, problems: Problems) -> tuple[Case, ...]:
    """The cases of one test; what cannot be asked is a problem.

    A deny that names no resource, or names one with a wildcard, is expected of every request; without a resource,
    a wildcard in its action stays one, and also means actions that AWS adds later.
    """
    maker = _Maker(test=test, subject=subject, problems=problems)
    lookup = Lookup(problems=problems)
    found: list[Case] = []
    for word in test.actions:
        pairs = tuple(lookup.actions(word, home))
        if maker.denies_all and any(char in word.text for char in WILDCARD_CHARS):
            found += maker.of_all(pairs, word.text)
        else:
            found += (case for service, action in pairs for case in maker.cases(service, action))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    test: AccessTest
    subject: Subject
    problems: Problems

    @property
    def denies_all(self) -> bool:
        """Whether the test denies an action on whatever resource."""
        return self.test.expected is Expectation.DENY and not self.test.resources

    def of_all(self, pairs: tuple[tuple[Service, Action], ...], word: str) -> Iterator[Case]:
        """The cases of a wildcard that stays one; none where it means no action."""
        for prefix in sorted({service.prefix for service, _ in pairs}):
            yield from self._cases(f"{prefix}:{word.rpartition(':')[2]}", ("*",))

    def cases(self, service: Service, action: Action) -> Iterator[Case]:
        """The cases of one action."""
        yield from self._cases(str(action), tuple(self._arns(service, action)))

    def _cases(self, action: str, arns: tuple[str, ...]) -> Iterator[Case]:
        for arn, patterns in product(arns, self.test.contexts or ((),)):
            every = self.denies_all or (self.test.expected is Expectation.DENY and _is_wild(arn))
            yield Case(
                subject=self.subject,
                expected=self.test.expected,
                request=Request(action=action, resource=arn, context=self._context(patterns)),
                reach=Reach.EVERY if every else Reach.ONE,
                at=self.test.at,
            )

    def _arns(self, service: Service, action: Action) -> Iterator[str]:
        if self.test.resources:
            for one in self.test.resources:
                yield from self._named(one, service, action)
        elif action.resources and self.test.expected is Expectation.ALLOW:
            hint = f"name one, such as `{short_formats(service, action)[0]}`"
            message = f"`{action}` acts on resources, and this test names none"
            self.problems.error("test-resource", message, self.test.at, hint)
        else:
            yield "*"

    def _named(self, resource: RequestedResource, service: Service, action: Action) -> Iterator[str]:
        for name in bind(resource.name, self.subject.place.bindings):
            arn = arn_of(name, service, action, self.subject.place.bindings)
            if arn is None:
                formats = ", ".join(f"`{one}`" for one in short_formats(service, action)[:4])
                hint = f"its resources are {formats}" if formats else "leave `resource` out"
                self.problems.error("test-resource", f"`{action}` does not act on `{name}`", resource.at, hint)
            elif _is_wild(arn) and self.test.expected is Expectation.ALLOW:
                hint = "name one resource; only what is denied can have wildcards"
                self.problems.error(
                    "test-resource", f"a request is on one resource, not on `{name}`", resource.at, hint
                )
            else:
                yield arn

    def _context(self, patterns: ContextPatterns) -> Context:
        bindings = self.subject.place.bindings
        given = {key: tuple(text for one in values for text in bind(one, bindings)) for key, values in patterns}
        folded = {key.casefold() for key in given}
        own = {key: values for key, values in self.subject.context if key.casefold() not in folded}
        return tuple(sorted({**own, **given}.items()))


def _is_wild(arn: str) -> bool:
    """Whether an ARN is a pattern; `*` alone is the resource of actions that have none."""
    return arn != "*" and any(char in arn for char in WILDCARD_CHARS)
