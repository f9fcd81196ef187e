"""The addresses of the measures."""

from __future__ import annotations

from django.urls import URLPattern, path

from manara.networks.pages.measures import listing, one, take

_ONE = "networks/measures/<uuid:measuring>/"
ADDRESSES: list[URLPattern] = [
    path("networks/measures/", listing.measurings, name="measures"),
    path(_ONE, one.measuring, name="measuring"),
    path(f"{_ONE}progress/", one.progress, name="measuring-progress"),
    path(f"{_ONE}again/", one.again, name="measure-again"),
    path(f"{_ONE}stop/", one.stop, name="stop-measuring"),
    path(f"{_ONE}without/", one.without, name="measure-without"),
    path(f"{_ONE}take/", take.take, name="take-measures"),
]
