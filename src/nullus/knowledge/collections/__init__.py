"""What documents lie in: who sees it, how sensitive it is, and who changes it."""
