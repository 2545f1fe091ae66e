"""Nullus: from nothing to your own AI service, on one machine you own."""

__version__ = "0.1.0"
