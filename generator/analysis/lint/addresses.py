"""IP addresses in conditions.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip
"""

from collections.abc import Callable, Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network

from generator.analysis.evaluation.operators import Family, Polarity
from generator.analysis.lint.condition_values import has_variable
from generator.analysis.lint.finding import Check, FindingType, Problem, each_condition
from generator.analysis.lint.operators import family_of
from generator.analysis.lint.policy import Condition
from generator.analysis.lint.tree import TextNode
from generator.analysis.lint.wording import said

Network = IPv4Network | IPv6Network
_PRIVATE = tuple(map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))
"""Source: https://www.rfc-editor.org/rfc/rfc1918, https://www.rfc-editor.org/rfc/rfc4193"""
_PUBLIC_ONLY = "aws:sourceip"
_HINT = "`aws:VpcSourceIp` holds private addresses, of requests through a VPC endpoint"


def network_of(text: str) -> Network | None:
    """A text → the range that it spells, its host bits cleared."""
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


def is_private(network: Network) -> bool:
    """Whether a range is of addresses that the internet does not route."""
    return any(network.version == one.version and _lies_in(network, one) for one in _PRIVATE)


def _lies_in(network: Network, other: Network) -> bool:
    return other.prefixlen <= network.prefixlen and network.network_address in other


def _ranges(condition: Condition) -> Iterator[tuple[TextNode, Network | None]]:
    if family_of(condition) is Family.IP_ADDRESS:
        for text in condition.tested.texts:
            if not has_variable(text.value):
                yield text, network_of(text.value)


def no_ranges(condition: Condition) -> Iterator[Problem]:
    """Values that are no addresses."""
    for text, network in _ranges(condition):
        if network is None:
            message = f"{said(text)} is no IP address or range"
            yield Problem(text.at, message, "write it like `203.0.113.0/24` or `2001:db8::/32`")


def idle_bits(condition: Condition) -> Iterator[Problem]:
    """Ranges whose address has bits behind the mask."""
    for text, network in _ranges(condition):
        address, slash, _ = text.value.partition("/")
        if network and slash and network_of(address) != network_of(str(network.network_address)):
            yield Problem(text.at, f"{said(text)} has bits behind its mask, which do not count", f"write `{network}`")


def _private(polarity: Polarity, chosen: Callable[[int, int], bool], message: str):
    """A search for private ranges in `aws:SourceIp`, by how many of the values are private."""

    def find(condition: Condition) -> Iterator[Problem]:
        if condition.folded != _PUBLIC_ONLY or condition.operation is None:
            return
        found = [(text, network) for text, network in _ranges(condition) if network]
        private = [text for text, network in found if is_private(network)]
        right = condition.operation.operator.polarity is polarity and condition.tested.is_complete
        if right and private and chosen(len(private), len(found)):
            yield Problem(private[0].at, f"{said(private[0])} is a private address, {message}", _HINT)

    return each_condition(find)


def _all(private: int, every: int) -> bool:
    return private == every


def _some(private: int, every: int) -> bool:
    return private < every


_NEVER = "which no request comes from"

CHECKS = (
    Check(
        "TYPE_MISMATCH_IP_RANGE",
        FindingType.ERROR,
        "a value under an IpAddress operator is no address or range",
        each_condition(no_ranges),
    ),
    Check(
        "IMPROVE_IP_RANGE",
        FindingType.SUGGESTION,
        "a range has bits behind its mask",
        each_condition(idle_bits),
    ),
    Check(
        "PRIVATE_IP_ADDRESS",
        FindingType.ERROR,
        "`IpAddress` compares `aws:SourceIp` with private addresses only",
        _private(Polarity.POSITIVE, _all, f"{_NEVER}, so the condition never holds"),
    ),
    Check(
        "PRIVATE_NOT_IP_ADDRESS",
        FindingType.ERROR,
        "`NotIpAddress` compares `aws:SourceIp` with private addresses only",
        _private(Polarity.NEGATED, _all, f"{_NEVER}, so the condition always holds"),
    ),
    Check(
        "PRIVATE_IP_ADDRESS_SUBSET",
        FindingType.SUGGESTION,
        "`IpAddress` compares `aws:SourceIp` with private and public addresses",
        _private(Polarity.POSITIVE, _some, _NEVER),
    ),
    Check(
        "PRIVATE_NOT_IP_ADDRESS_SUBSET",
        FindingType.SUGGESTION,
        "`NotIpAddress` compares `aws:SourceIp` with private and public addresses",
        _private(Polarity.NEGATED, _some, _NEVER),
    ),
)
