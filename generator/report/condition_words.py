"""A condition of a policy → what it asks of a request, for who does not know IAM.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

import re
from collections.abc import Iterable

from generator.analysis.evaluation.operators import Absence, Operation, Polarity, Quantifier, find_operation
from generator.model.policy import BoundCondition
from generator.report.sentence import Sentence, listed, say

_TAG_OF_CALLER = re.compile(r"\$\{aws:PrincipalTag/([^}]+)\}", re.IGNORECASE)
_MOST_VALUES = 4
_VERBS = {
    "StringEquals": ("is", "is not"),
    "StringEqualsIgnoreCase": ("is", "is not"),
    "StringLike": ("matches", "does not match"),
    "NumericEquals": ("is", "is not"),
    "NumericLessThan": ("is less than", ""),
    "NumericLessThanEquals": ("is at most", ""),
    "NumericGreaterThan": ("is more than", ""),
    "NumericGreaterThanEquals": ("is at least", ""),
    "DateEquals": ("is", "is not"),
    "DateLessThan": ("is before", ""),
    "DateLessThanEquals": ("is not after", ""),
    "DateGreaterThan": ("is after", ""),
    "DateGreaterThanEquals": ("is not before", ""),
    "Bool": ("is", ""),
    "BinaryEquals": ("is", ""),
    "IpAddress": ("is within", "is not within"),
    "ArnEquals": ("is", "is not"),
    "ArnLike": ("matches", "does not match"),
}
_SUBJECTS = (
    (re.compile(r"aws:ResourceTag/(.+)", re.IGNORECASE), "the tag {} of the resource"),
    (re.compile(r"[a-z0-9-]+:ResourceTag/(.+)", re.IGNORECASE), "the tag {} of the resource"),
    (re.compile(r"aws:RequestTag/(.+)", re.IGNORECASE), "the tag {} that the request sets"),
    (re.compile(r"aws:PrincipalTag/(.+)", re.IGNORECASE), "the tag {} of who asks"),
)
_NAMED = {
    "aws:principalaccount": "the account of who asks",
    "aws:principalarn": "the role or user that asks",
    "aws:principalorgid": "the organisation of who asks",
    "aws:requestedregion": "the Region that is asked",
    "aws:resourceaccount": "the account that owns the resource",
    "aws:sourceaccount": "the account for which the AWS service asks",
    "aws:sourcearn": "the resource for which the AWS service asks",
    "aws:sourceip": "the IP address that the request comes from",
    "iam:awsservicename": "the AWS service that the role is for",
    "iam:passedtoservice": "the AWS service that gets the role",
    "iam:permissionsboundary": "the permissions boundary that the request sets",
    "iam:policyarn": "the policy that is attached or detached",
    "sts:externalid": "the external ID that the request gives",
    "s3:resourceaccount": "the account that owns the bucket",
}
_TRUTHS = {
    "aws:multifactorauthpresent": (
        "who asks signed in with a second factor (MFA)",
        "who asks did not sign in with a second factor (MFA)",
    ),
    "aws:principalisawsservice": ("an AWS service itself asks", "it is no AWS service itself that asks"),
    "aws:securetransport": ("the request comes over TLS", "the request does not come over TLS"),
    "aws:viaawsservice": ("an AWS service asks for the caller", "the caller asks without an AWS service between"),
}
_TAG_KEYS = "aws:tagkeys"


def in_words(condition: BoundCondition) -> Sentence:
    """One condition, as a clause that can follow "if"."""
    operation = find_operation(condition.operator)
    values = tuple(_value(one) for one in condition.values[:_MOST_VALUES])
    more = len(condition.values) - len(values)
    shown = listed((*values, (f"{more} more",)) if more else values, last="or")
    if condition.operator == "Null":
        return _presence(condition)
    if condition.key.casefold() in _TRUTHS and condition.operator.startswith("Bool"):
        return _truth(condition)
    if condition.key.casefold() == _TAG_KEYS:
        return _tag_keys(condition.operator, shown)
    if operation is None:
        return say("{} {} {}", condition.key, (condition.operator,), shown)
    return (*_subject(condition.key), f" {_verb(condition.operator)} ", *shown, *_absent(operation))


def all_in_words(conditions: Iterable[BoundCondition]) -> tuple[Sentence, ...]:
    """Several conditions, each once; that a tag is there is not said where its value is said too."""
    found = tuple(conditions)
    valued = {one.key.casefold() for one in found if one.operator != "Null"}
    telling = (one for one in found if one.operator != "Null" or one.key.casefold() not in valued)
    return tuple(dict.fromkeys(in_words(one) for one in telling))


def _absent(operation: Operation) -> Sentence:
    """What a condition says of a request without the key, where that is not what one would think.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
    """
    if operation.absence is Absence.HOLDS:
        return (", if the request says it at all",)
    if operation.operator.polarity is Polarity.NEGATED and operation.quantifier is Quantifier.SINGLE:
        return (", or is not said",)
    return ()


def _verb(operator: str) -> str:
    """The verb of an operator, without what stands before and behind its name."""
    name = operator.rpartition(":")[2].removesuffix("IfExists")
    positive = re.sub(r"^(String|Numeric|Date|Arn)Not|^Not", r"\1", name) if "Not" in name else name
    is_, is_not = _VERBS.get(positive, (name, name))
    return is_not if positive != name else is_


def _value(text: str) -> Sentence:
    tag = _TAG_OF_CALLER.fullmatch(text)
    if tag is not None:
        return say("the tag {} of who asks", tag[1])
    return say("{}", text)


def _subject(key: str) -> Sentence:
    for form, words in _SUBJECTS:
        found = form.fullmatch(key)
        if found is not None:
            return say(words, found[1])
    named = _NAMED.get(key.casefold())
    return say(f"{named} ({{}})", key) if named is not None else say("{}", key)


def _presence(condition: BoundCondition) -> Sentence:
    absent = _is_true(condition)
    for form, words in _SUBJECTS:
        found = form.fullmatch(condition.key)
        if found is not None:
            return say(f"{words} is {'not there' if absent else 'there'}", found[1])
    return say(f"the request {'does not carry' if absent else 'carries'} {{}}", condition.key)


def _is_true(condition: BoundCondition) -> bool:
    return [one.lower() for one in condition.values] == ["true"]


def _truth(condition: BoundCondition) -> Sentence:
    """A key that is true or false."""
    true, false = _TRUTHS[condition.key.casefold()]
    lax = (", if the request says it at all",) if condition.operator.endswith("IfExists") else ()
    return (true if _is_true(condition) else false, *lax)


def _tag_keys(operator: str, shown: Sentence) -> Sentence:
    """Whose tag keys a request may or must name."""
    negated, every = "Not" in operator, operator.startswith("ForAllValues")
    if every:
        form = "the request names no tag key {}" if negated else "the request names no other tag keys than {}"
    else:
        form = "the request names another tag key than {}" if negated else "the request names the tag key {}"
    return say(form, shown)
