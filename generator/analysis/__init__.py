"""What policies mean: who may do what, proved on values. Pure; nothing here reads, writes or prints."""
