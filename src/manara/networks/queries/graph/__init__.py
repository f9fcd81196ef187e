"""The network as reports and judgements stand: a neighbourhood, a case, a place, each with kinds, periods and doubt.

    from manara.networks.queries.graph import Scope, neighbourhood, targets, whole

    graph = neighbourhood(viewer, address)                       # two steps around anything
    graph = whole(viewer, Scope(circle=case.circle_id))          # all that a case's reports tie
    targets = targets(graph.narrowed(Narrowing(least=0.3)))      # persons, with all who may not be named left out of plans
"""

from __future__ import annotations

from manara.networks.queries.graph.neighbourhood import neighbourhood
from manara.networks.queries.graph.spared import spared, targets
from manara.networks.queries.graph.whole import Scope, reports_in, whole

__all__ = ["Scope", "neighbourhood", "reports_in", "spared", "targets", "whole"]
