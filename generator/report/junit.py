"""Outcomes of access tests and rules → JUnit XML, which CI systems show.

Source: https://github.com/testmoapp/junitxml (the elements that all of them read)
"""

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from generator.analysis.access_tests.run import Outcome, problem_of
from generator.analysis.rules.prove import RuleOutcome
from generator.diagnostics import Diagnostic
from generator.report.diagnostics_text import printable

START = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="iam-personas">\n'
"""What every such file of ours starts with."""


def junit_xml(outcomes: Sequence[Outcome], rules: Sequence[RuleOutcome]) -> str:
    """One suite for each persona, and one for the rules."""
    personas = sorted({one.case.subject.persona for one in outcomes})
    suites = [
        _suite(name, [_case_of(one) for one in outcomes if one.case.subject.persona == name]) for name in personas
    ]
    if rules:
        suites.append(_suite("rules", [_case(f"{one.rule.text}{one.place or ''}", one.problem) for one in rules]))
    return f"{START}{''.join(suites)}</testsuites>\n"


def _suite(name: str, cases: list[tuple[str, int]]) -> str:
    failures = sum(failed for _, failed in cases)
    head = f'  <testsuite name={_attribute(name)} tests="{len(cases)}" failures="{failures}">\n'
    return head + "".join(text for text, _ in cases) + "  </testsuite>\n"


def _case_of(one: Outcome) -> tuple[str, int]:
    request = one.case.request
    context = "".join(f" {key}={','.join(values)}" for key, values in one.case.asked_context)
    name = f"{one.case.expected.value} {request.action} on {request.resource}{context}{one.case.subject.place}"
    return _case(name, None if one.holds else problem_of(one))


def _case(name: str, problem: Diagnostic | None) -> tuple[str, int]:
    start = f'    <testcase classname="iam-personas" name={_attribute(name)}'
    if problem is None:
        return f"{start}/>\n", 0
    place = f"{problem.at}: {problem.message}"
    return f"{start}>\n      <failure message={_attribute(place)}/>\n    </testcase>\n", 1


def _attribute(text: str) -> str:
    return quoteattr(printable(text))
