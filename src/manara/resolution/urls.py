"""The addresses of search and of what is known."""

from __future__ import annotations

from django.urls import path

from manara.resolution.pages import browse, entity, export, search, suggest, timeline

app_name = "resolution"
urlpatterns = [
    path("search/", search.search, name="search"),
    path("search/suggest/", suggest.suggest, name="suggest"),
    path("search/take/", export.search_export, name="search-export"),
    path("entities/", browse.browse, name="browse"),
    path("entities/take/", export.browse_export, name="browse-export"),
    path("entities/<uuid:entity>/", entity.known, name="entity"),
    path("entities/<uuid:entity>/network/", entity.network, name="network"),
    path("entities/<uuid:entity>/timeline/", timeline.timeline, name="timeline"),
    path("entities/<uuid:entity>/reports/", entity.reports, name="reports"),
    path("entities/<uuid:entity>/files/", entity.files, name="files"),
    path("entities/<uuid:entity>/readers/", entity.readers, name="readers"),
    path("entities/<uuid:entity>/take/", export.entity_export, name="export"),
]
