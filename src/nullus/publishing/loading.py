"""How ids of this room become objects."""

from typing import Annotated

from nullus.platform.web import Loader
from nullus.publishing import publications
from nullus.publishing.publications import Publication

PUBLICATION = Loader("publication", publications.get)
ThePublication = Annotated[Publication, PUBLICATION.at("publication_id")]
"""The publication of the path, of the asker's workspace."""
