"""The timeline of an entity, a case or a place: when what was, as precisely as reports say it.

A page of any room above asks `moments_of`, adds moments of its own (`Moment` with a lane named in `lanes=`), hands all of
them to `shown` with its request's query, and includes `resolution/parts/timeline.html` with `timeline=`.
"""

from manara.resolution.engine.timeline import Moment
from manara.resolution.engine.timeline_drawing import NARROW, WIDE, Drawing, Sheet, drawing
from manara.resolution.engine.timeline_window import Window
from manara.resolution.timeline.lanes import lane_names
from manara.resolution.timeline.moments import Moments, moments_of
from manara.resolution.timeline.showing import Timeline, shown

__all__ = [
    "NARROW",
    "WIDE",
    "Drawing",
    "Moment",
    "Moments",
    "Sheet",
    "Timeline",
    "Window",
    "drawing",
    "lane_names",
    "moments_of",
    "shown",
]
