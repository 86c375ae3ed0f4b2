"""The AWS Service Authorization Reference as typed values, one service at a time."""
