"""The processes that the image can be, and their pages."""
