"""Modules become files, through Jinja2 templates. The only layer that knows Jinja2."""
