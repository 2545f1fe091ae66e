"""OpenAI's protocol over this room."""
