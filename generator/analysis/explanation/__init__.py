"""A refused request and a compiled profile become what the profile says about the request."""
