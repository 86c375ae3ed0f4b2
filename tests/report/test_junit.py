"""JUnit XML, read by somebody else's parser."""

import xml.etree.ElementTree as ET

from generator.report.junit import START, junit_xml
from tests.analysis.access_tests.profiles import proofs, with_tests

HOLDS, FAILS = {"allow": "ListImagePipelines"}, {"deny": "ListImagePipelines"}


def tree(*tests: dict[str, object], **more: object) -> ET.Element:
    found = proofs(with_tests(*tests, **more))
    return ET.fromstring(junit_xml(found.outcomes, found.rules))


def test_a_persona_is_a_suite_and_a_request_a_case() -> None:
    root = tree(HOLDS, FAILS, rules=["a cannot DeleteImage", "a cannot ListImagePipelines"])
    assert [(one.get("name"), one.get("tests"), one.get("failures")) for one in root] == [
        ("a", "2", "1"),
        ("rules", "2", "1"),
    ]
    (failure,) = root.findall("./testsuite[@name='a']/testcase/failure")
    assert (failure.get("message") or "").startswith("profiles.yaml:")


def test_text_of_the_profile_is_text_in_the_report() -> None:
    hostile = "image-pipeline/<!-- \"]]>&'</testcase>"
    root = tree({"deny": "GetImagePipeline", "resource": hostile})
    assert [one.tag for one in root.iter()] == ["testsuites", "testsuite", "testcase", "failure"]
    assert hostile in (root[0][0].get("name") or "")


def test_it_starts_as_every_report_of_ours() -> None:
    assert junit_xml((), ()).startswith(START)
