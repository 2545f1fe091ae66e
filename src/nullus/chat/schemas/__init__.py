"""Shapes of this room on the wire."""
