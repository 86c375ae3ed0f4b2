"""Tests of the templates, their filters and all quoting."""
