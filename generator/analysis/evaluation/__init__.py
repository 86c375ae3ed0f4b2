"""A request and the policies that count for it become a decision with its reasons."""
