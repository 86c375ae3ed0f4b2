"""terraform and the provider's mirror, as the oracles have them."""

from tests.oracles.terraform.conftest import binary, mirror

__all__ = ["binary", "mirror"]
