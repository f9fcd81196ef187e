"""The addresses of the chart and its saved views."""

from __future__ import annotations

from django.urls import URLPattern, path

from manara.networks.pages import between, chart, grow, picture, saved, take, tie

app_name = "networks"
urlpatterns: list[URLPattern] = [
    path("chart/", chart.chart, name="chart"),
    path("chart/grow/", grow.grow, name="grow"),
    path("chart/way/", between.shortest_way, name="way"),
    path("chart/common/", between.in_common, name="common"),
    path("chart/tie/", tie.tie, name="tie"),
    path("chart/picture/", picture.picture, name="picture"),
    path("chart/take/", take.take, name="take"),
    path("chart/save/", saved.save, name="save"),
    path("charts/", saved.charts, name="charts"),
    path("charts/<uuid:chart_id>/", saved.opened, name="saved"),
    path("charts/<uuid:chart_id>/share/", saved.share, name="share"),
    path("charts/<uuid:chart_id>/put-away/", saved.put_away, name="put-away"),
]
