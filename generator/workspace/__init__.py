"""The disk: profiles are read, trees are planned, compared and written. Nothing else touches files."""
