"""Existing policies → a profile that is proved to mean the same."""
