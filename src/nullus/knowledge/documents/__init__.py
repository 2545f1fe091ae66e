"""Documents and their versions: taken in, listed, read again, moved, shown as pages, deleted."""
