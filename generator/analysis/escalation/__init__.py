"""Which known ways to more access are open to a persona, and which of them are meant."""
