"""What owners learn about the questions of their workspace."""
