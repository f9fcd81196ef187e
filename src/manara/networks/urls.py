"""The addresses of the chart and kept charts, of roles, protection, measures and the lab."""

from __future__ import annotations

from django.urls import URLPattern, path

from manara.networks.pages import between, chart, grow, lanes, leaving, picture, protecting, roles, saved, take, tie
from manara.networks.pages.lab.addresses import ADDRESSES
from manara.networks.pages.measures.addresses import ADDRESSES as OF_MEASURES

app_name = "networks"
urlpatterns: list[URLPattern] = [
    path("chart/", chart.chart, name="chart"),
    path("chart/grow/", grow.grow, name="grow"),
    path("chart/way/", between.shortest_way, name="way"),
    path("chart/strongest/", between.strongest_way, name="strongest"),
    path("chart/common/", between.in_common, name="common"),
    path("chart/leaving/", leaving.if_gone, name="leaving"),
    path("chart/lanes/", lanes.lanes, name="lanes"),
    path("chart/tie/", tie.tie, name="tie"),
    path("chart/picture/", picture.picture, name="picture"),
    path("chart/take/", take.take, name="take"),
    path("chart/save/", saved.save, name="save"),
    path("charts/", saved.charts, name="charts"),
    path("charts/<uuid:chart_id>/", saved.opened, name="saved"),
    path("charts/<uuid:chart_id>/share/", saved.share, name="share"),
    path("charts/<uuid:chart_id>/put-away/", saved.put_away, name="put-away"),
    path("entities/<uuid:entity>/protect/", protecting.mark, name="protect"),
    path("protections/", protecting.marks, name="protections"),
    path("protections/<uuid:protection>/", protecting.one, name="protection"),
    path("entities/<uuid:entity>/roles/", roles.of_person, name="roles-of"),
    path("entities/<uuid:entity>/roles/answer/", roles.answer, name="answer-role"),
    path("roles/", roles.listing, name="roles"),
    path("roles/<uuid:role>/take-back/", roles.take_back, name="take-back"),
    path("roles/declined/<uuid:declined>/undo/", roles.wait_again, name="wait-again"),
]
urlpatterns += ADDRESSES
urlpatterns += OF_MEASURES
