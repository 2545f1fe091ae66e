"""Nullus: from nothing to your own AI service, on one machine you own."""
