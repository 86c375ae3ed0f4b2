"""The access tests of a profile: requests, the decisions that its author expects, and the decisions that fall."""
