"""What `propose` is made of: the texts, the request, the moves, the search and the consequences."""
