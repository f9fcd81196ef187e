"""Names across scripts: parsed into parts with roles, compared with a calibrated probability and its reasons, searched.

A library for people without a node, too::

    from manara.resolution.engine.names import compare, parse
    compare("Mohamed Ould Ahmed", "محمد ولد أحمد").explanation

What it needs is imported at the first use of a name: rooms import the package (`from …engine import names`), so that a
node starts without the compiler.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from manara.foundation.engine.on_demand import on_demand

if TYPE_CHECKING:
    from manara.resolution.engine.names.comparing import (
        Comparison,
        Match,
        compare,
        compare_all,
        compare_many,
        compare_with_each,
    )
    from manara.resolution.engine.names.parsing import Part, parse
    from manara.resolution.engine.names.searching import Index, Ranked

__all__ = [
    "Comparison", "Index", "Match", "Part", "Ranked", "compare", "compare_all", "compare_many", "compare_with_each", "parse",
]  # fmt: skip

__getattr__ = on_demand(globals(), {
    **dict.fromkeys(("Comparison", "Match", "compare", "compare_all", "compare_many", "compare_with_each"), "comparing"),
    **dict.fromkeys(("Part", "parse"), "parsing"),
    **dict.fromkeys(("Index", "Ranked"), "searching"),
})  # fmt: skip
