"""Eight places of a row of letters reckoned at once, as processors can: what the walk through a vocabulary mostly does.

Numba does not make such instructions of loops that are shorter than sixteen steps, so they are written down here.
"""

from __future__ import annotations

from typing import Any, Final

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

#: Numbers that are reckoned at once; rows and costs are padded to a multiple of it.
LANES: Final = 8
#: Room before the first place, so that a step over up to three letters needs no question whether there are as many.
BEFORE: Final = LANES
_EIGHT: Final = ir.VectorType(ir.FloatType(), LANES)


@intrinsic  # type: ignore[untyped-decorator]
def raise_eight(_typing: Any, row: Any, _here: Any, _before: Any, costs: Any, _at: Any, _stride: Any) -> Any:
    """For eight places i: `row[here + i]` is at least the sums of `row[before + i - taken]` and
    `costs[at + taken * stride + i]`, taken 0 to 3."""
    signature = types.void(row, types.intp, types.intp, costs, types.intp, types.intp)

    def generate(context: Any, builder: Any, given: Any, values: Any) -> Any:
        rows, price = _data(context, builder, given.args[0], values[0]), _data(context, builder, given.args[3], values[3])
        here, before, at, stride = values[1], values[2], values[4], values[5]
        best, behind = _load(builder, rows, here), _load(builder, rows, before)
        # What was just stored by eights is read by eights: other borders would have to wait for it.
        ahead = _load(builder, rows, builder.sub(before, context.get_constant(types.intp, LANES)))
        for taken in range(4):
            mask = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [LANES - taken + lane for lane in range(LANES)])
            total = builder.fadd(builder.shuffle_vector(ahead, behind, mask), _load(builder, price, at), flags=["fast"])
            best = _larger(builder, total, best)
            at = builder.add(at, stride)
        builder.store(best, _eight(builder, rows, here)).align = 4
        return context.get_dummy_value()

    return signature, generate


@intrinsic  # type: ignore[untyped-decorator]
def set_eight(_typing: Any, row: Any, _here: Any, value: Any) -> Any:
    """Eight places of `row` from `here` on are `value`."""
    signature = types.void(row, types.intp, types.float32)

    def generate(context: Any, builder: Any, given: Any, values: Any) -> Any:
        single = builder.insert_element(ir.Constant(_EIGHT, ir.Undefined), values[2], ir.Constant(ir.IntType(32), 0))
        mask = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
        rows = _data(context, builder, given.args[0], values[0])
        builder.store(builder.shuffle_vector(single, single, mask), _eight(builder, rows, values[1])).align = 4
        return context.get_dummy_value()

    return signature, generate


@intrinsic  # type: ignore[untyped-decorator]
def largest_sum(
    _typing: Any, row: Any, _here: Any, _back: Any, _further: Any, other: Any, _there: Any, _of_back: Any, _of_further: Any
) -> Any:
    """The largest of the eights of sums `row[here + i] + other[there + i]`, the same `back`, and the same `further`."""
    signature = types.float32(row, *[types.intp] * 3, other, *[types.intp] * 3)

    def generate(context: Any, builder: Any, given: Any, values: Any) -> Any:
        rows, others = _data(context, builder, given.args[0], values[0]), _data(context, builder, given.args[4], values[4])
        sums = [
            builder.fadd(_load(builder, rows, one), _load(builder, others, two), flags=["fast"])
            for one, two in zip(values[1:4], values[5:8], strict=True)
        ]
        best = _larger(builder, _larger(builder, sums[0], sums[1]), sums[2])
        for half in (4, 2, 1):
            shifted = [min(lane + half, LANES - 1) for lane in range(LANES)]
            mask = ir.Constant(ir.VectorType(ir.IntType(32), LANES), shifted)
            best = _larger(builder, builder.shuffle_vector(best, best, mask), best)
        return builder.extract_element(best, ir.Constant(ir.IntType(32), 0))

    return signature, generate


def _data(context: Any, builder: Any, kind: Any, value: Any) -> Any:
    return cgutils.create_struct_proxy(kind)(context, builder, value).data  # type: ignore[no-untyped-call]


def _eight(builder: Any, data: Any, at: Any) -> Any:
    return builder.bitcast(builder.gep(data, [at]), _EIGHT.as_pointer())


def _load(builder: Any, data: Any, at: Any) -> Any:
    loaded = builder.load(_eight(builder, data, at))
    loaded.align = 4
    return loaded


def _larger(builder: Any, one: Any, other: Any) -> Any:
    return builder.select(builder.fcmp_ordered(">", one, other, flags=["fast"]), one, other)
