"""Leaving: everything about a person or a workspace as one archive, and its deletion with proof."""
