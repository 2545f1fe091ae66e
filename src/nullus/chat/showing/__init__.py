"""What a reader sees of what is kept: only the passages they may see now, inert, also as a file or by a link."""
