"""YAML text becomes typed Profiles. The only layer that knows YAML."""
