"""From an original to passages and vectors: read, cut, embedded, and all of it made anew."""
