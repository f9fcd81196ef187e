"""The addresses of the map, the places and the incidents."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "routes"
urlpatterns: list[URLPattern] = []
