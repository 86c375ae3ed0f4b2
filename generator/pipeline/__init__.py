"""Profiles become verified files, in memory: the whole path between reading and writing."""
