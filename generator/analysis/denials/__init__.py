"""What AWS says when it refuses a request, read into values; pure, and linear in the length of the text."""
