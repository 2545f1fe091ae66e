"""Commands that measure Nullus and print what they measured; never part of the tests."""
