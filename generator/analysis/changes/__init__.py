"""Two states of a profile → who newly may, or no longer may, do what."""
