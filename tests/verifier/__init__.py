"""Tests of the proof that files mean what was compiled."""
