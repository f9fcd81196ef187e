"""The audiences that the viewer of the open transaction reaches, as rows: an index that begins with one is read from its end.

Row-level security asks the same of every row once more; this only lets the database begin where the viewer may look.
"""

from __future__ import annotations

REACHED = "unnest(string_to_array(current_setting('manara.audiences', true), ',')::bigint[]) as reached (audience)"
