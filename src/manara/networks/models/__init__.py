"""The nouns of the chart: a saved view and its versions."""

from manara.networks.models.saved_chart import ChartVersion, SavedChart

__all__ = ["ChartVersion", "SavedChart"]
