"""Maintainers' scripts; the package never imports them."""
