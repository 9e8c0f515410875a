"""`steelyard.yaml` and the secrets it refers to, as one frozen value."""

from steelyard.settings.load import Settings, load_settings, pack_path
from steelyard.settings.names import known_names

__all__ = ["Settings", "known_names", "load_settings", "pack_path"]
