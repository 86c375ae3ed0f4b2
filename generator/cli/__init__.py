"""The command line: thin, one file per command. Only this layer prints."""
