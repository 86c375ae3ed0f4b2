# What the module reads.
