"""The passages and vectors of a workspace, and what follows them for search by words."""
