"""The pages in a real browser. A package, so that its services stop as soon as its last test has ended."""
