"""One use case a file. Each takes keyword arguments only, with the time passed in."""
