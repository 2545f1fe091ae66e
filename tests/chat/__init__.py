"""Conversations and answers. A package, so that its services stop as soon as its last test has ended."""
