"""The addresses of the chart and its saved views."""

from __future__ import annotations

from django.urls import URLPattern, path

from manara.networks.pages import chart, grow, tie

app_name = "networks"
urlpatterns: list[URLPattern] = [
    path("chart/", chart.chart, name="chart"),
    path("chart/grow/", grow.grow, name="grow"),
    path("chart/tie/", tie.tie, name="tie"),
]
