"""Sets of policies become a proof that one lies within another, or a request that shows that it does not."""
