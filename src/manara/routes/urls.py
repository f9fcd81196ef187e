"""The addresses of the map, the places and the incidents."""

from __future__ import annotations

from django.urls import path

from manara.routes.pages import adding, layers, places, taking
from manara.routes.pages import map as map_pages

app_name = "routes"
urlpatterns = [
    path("map/", map_pages.map_page, name="map"),
    path("map/all/", map_pages.whole_map, name="map-whole"),
    path("map/layers/", layers.layers, name="layers"),
    path("map/export/", taking.export, name="export"),
    path("map/paper/", taking.paper, name="paper"),
    path("places/", places.places, name="places"),
    path("places/add/", adding.add, name="add-place"),
    path("places/texts/", places.place_a_text, name="place-text"),
    path("places/texts/<uuid:placing>/undo/", places.undo, name="undo-placing"),
    path("places/<uuid:key>/withdraw/", places.withdraw, name="withdraw-place"),
    path("places/<str:key>/", places.place, name="place"),
]
