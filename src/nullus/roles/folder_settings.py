"""The configuration of the folder that a command is typed in: works without a running service."""

from nullus.platform.settings import ambient_sources, refuse_unknown
from nullus.roles.configuration import Configuration, configured


def configuration_here() -> Configuration:
    """What a service that starts now, here, would be configured with. Raises UnknownSetting, InvalidSetting."""
    from nullus.roles.assembly import SETTINGS

    sources = ambient_sources()
    refuse_unknown(sources, SETTINGS)
    return configured(SETTINGS, sources)
