"""Personas and the Reference become policy documents. Never wider than the profile says."""
