"""The addresses of cases and what is done in them."""

from __future__ import annotations

from django.urls import path

from manara.cases.pages import brief, case, contents, endings, into, listing, merge, timeline, work

app_name = "cases"
urlpatterns = [
    path("cases/", listing.cases, name="cases"),
    path("cases/new/", listing.new, name="new"),
    path("cases/<uuid:case>/", case.case, name="case"),
    path("cases/<uuid:case>/seen/", case.seen, name="seen"),
    path("cases/<uuid:case>/reports/", contents.reports, name="reports"),
    path("cases/<uuid:case>/reports/put/", contents.put, name="put"),
    path("cases/<uuid:case>/entities/", contents.entities, name="entities"),
    path("cases/<uuid:case>/entities/list/", contents.list_one, name="list"),
    path("cases/<uuid:case>/entities/<uuid:listed>/off/", contents.unlist_one, name="unlist"),
    path("cases/<uuid:case>/tasks/", work.tasks, name="tasks"),
    path("cases/<uuid:case>/tasks/<uuid:task>/", work.task, name="task"),
    path("cases/<uuid:case>/tasks/<uuid:task>/change/", work.change, name="change-task"),
    path("cases/<uuid:case>/decisions/", work.decisions, name="decisions"),
    path("cases/<uuid:case>/elements/", work.element, name="element"),
    path("cases/<uuid:case>/timeline/", timeline.timeline, name="timeline"),
    path("cases/<uuid:case>/log/", endings.log, name="log"),
    path("cases/<uuid:case>/people/", endings.people, name="people"),
    path("cases/<uuid:case>/close/", endings.close, name="close"),
    path("cases/<uuid:case>/reopen/", endings.reopen, name="reopen"),
    path("cases/<uuid:case>/merge/", merge.merge, name="merge"),
    path("cases/<uuid:case>/merge/following/", merge.follow, name="follow"),
    path("cases/<uuid:case>/brief/", brief.brief, name="brief"),
    path("reports/<uuid:public_id>/cases/", into.of_report, name="of-report"),
    path("entities/<uuid:public_id>/cases/", into.of_entity, name="of-entity"),
]
