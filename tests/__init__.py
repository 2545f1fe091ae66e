"""Tests, as sentences; the folders mirror the source."""
