"""The addresses of search and of what is known."""

from __future__ import annotations

from django.urls import path

from manara.resolution.pages import (
    alike,
    beside,
    browse,
    comparing,
    entity,
    export,
    identities,
    judgement,
    members,
    rules,
    search,
    suggest,
    timeline,
)

app_name = "resolution"
urlpatterns = [
    path("search/", search.search, name="search"),
    path("search/suggest/", suggest.suggest, name="suggest"),
    path("search/beside/", comparing.compare_two, name="compare-two"),
    path("search/take/", export.search_export, name="search-export"),
    path("entities/", browse.browse, name="browse"),
    path("entities/take/", export.browse_export, name="browse-export"),
    path("entities/<uuid:entity>/", entity.known, name="entity"),
    path("entities/<uuid:entity>/network/", entity.network, name="network"),
    path("entities/<uuid:entity>/timeline/", timeline.timeline, name="timeline"),
    path("entities/<uuid:entity>/identity/", members.members, name="members"),
    path("entities/<uuid:entity>/alike/", alike.alike, name="alike"),
    path("entities/<uuid:entity>/beside/<uuid:other>/", beside.beside, name="beside"),
    path("entities/<uuid:entity>/compare/", comparing.compare_with, name="compare-with"),
    path("entities/<uuid:entity>/reports/", entity.reports, name="reports"),
    path("entities/<uuid:entity>/files/", entity.files, name="files"),
    path("entities/<uuid:entity>/readers/", entity.readers, name="readers"),
    path("entities/<uuid:entity>/take/", export.entity_export, name="export"),
    path("identities/", identities.identities, name="identities"),
    path("identities/compare/", identities.compare, name="compare"),
    path("identities/compared/", identities.compared, name="compared"),
    path("identities/rules/", rules.rules, name="rules"),
    path("identities/deconfliction/", rules.deconfliction, name="deconfliction"),
    path("identities/judgements/<uuid:judgement>/", judgement.judgement, name="judgement"),
    path("identities/judgements/<uuid:judgement>/undo/", judgement.undo, name="undo"),
    path("identities/judgements/<uuid:judgement>/opinion/", judgement.opinion, name="opinion"),
]
