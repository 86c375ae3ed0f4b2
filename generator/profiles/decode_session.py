"""What sessions of a role may bring along → SessionTrust.

Sources:
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
"""

import re
from collections.abc import Iterator

from generator.model.pattern import Pattern
from generator.model.trust import SessionTrust
from generator.profiles.check import shorten
from generator.profiles.node import Node, ScalarNode, child_of, texts_of
from generator.profiles.reading import Reading, sample

ANY = "*"
_SOURCE_IDENTITY = re.compile(r"(?!aws:)([\w+=,.@*?-]{2,64}|\*)", re.ASCII)
_WANTED = "2 to 64 letters, digits or `_.,+=@-`, with `*` and `?` in patterns"


def decode_session(node: Node, read: Reading) -> SessionTrust:
    """The keys `source_identity` and `session_tags` of a mapping."""
    identities = tuple(texts_of(child_of(node, "source_identity")))
    beside = next((one for one in identities if one.text == ANY and len(identities) > 1), None)
    if beside is not None:
        message = "beside `*`, which is any source identity, the others have no meaning"
        read.error("idle-trust", message, beside.at, "leave out the others, or `*`")
    return SessionTrust(
        source_identities=tuple(_identities(identities, read)),
        tag_keys=tuple(sorted({one.text for one in texts_of(child_of(node, "session_tags"))})),
    )


def _identities(nodes: tuple[ScalarNode, ...], read: Reading) -> Iterator[Pattern]:
    for node in nodes:
        identity = read.text(node)
        if identity.parts and not _SOURCE_IDENTITY.fullmatch(_long_enough(identity)):
            message = f"`{shorten(node.text)}` cannot be a source identity"
            read.error("bad-value", message, node.at, f"source identities have {_WANTED}")
        yield identity


def _long_enough(identity: Pattern) -> str:
    """A sample whose holes are not taken for one letter."""
    return sample(identity) if identity.literal is not None else sample(identity) + "x"
