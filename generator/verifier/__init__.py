"""Rendered files are read back and proved to mean what was compiled. The only layer that knows python-hcl2."""
