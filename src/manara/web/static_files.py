"""Style sheets, scripts and fonts under names that carry their content's hash, so that a browser keeps them for good."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Follows the imports of ES modules too: else a module would be fetched by its plain name and kept when it changed."""

    support_js_module_import_aggregation = True
