"""Names across scripts: parsed into parts with roles, compared with a calibrated probability and its reasons, searched.

A library for people without a node, too::

    from manara.resolution.engine.names import compare, parse
    compare("Mohamed Ould Ahmed", "محمد ولد أحمد").explanation
"""

from manara.resolution.engine.names.comparing import Comparison, Match, compare, compare_many
from manara.resolution.engine.names.parsing import Part, parse
from manara.resolution.engine.names.searching import Index, Ranked

__all__ = ["Comparison", "Index", "Match", "Part", "Ranked", "compare", "compare_many", "parse"]
