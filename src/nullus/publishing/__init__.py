"""What an owner shows to the world: public pages, and a chatbot for other sites, with visitors, limits and words to robots."""

from nullus.publishing.cors import EmbedCors
from nullus.publishing.http import router
from nullus.publishing.opening import Openings

__all__ = ["EmbedCors", "Openings", "router"]
