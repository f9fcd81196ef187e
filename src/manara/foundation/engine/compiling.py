"""How the inner loops are compiled: kept on disk where there is a place for it, anew in each process where there is none."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numba
import numpy as np
from numba.core.caching import FunctionCache
from numba.core.dispatcher import Dispatcher

_compile = numba.njit(fastmath=True, nogil=True)
_compile_within = numba.njit(fastmath=True, nogil=True, _nrt=False)  # type: ignore[call-overload]
_FROZEN = (bool, int, float, complex, str, tuple, np.generic)


def compiled(function: Callable[..., Any]) -> Any:
    """The function as machine code, which Numba makes at its first call and keeps beside the source or in `NUMBA_CACHE_DIR`.

    Neither can be written by a service account without a home; then the first call of each process takes some seconds.
    """
    return _kept(_compile(function))


def compiled_within(function: Callable[..., Any]) -> Any:
    """The same for what other compiled functions call in their innermost loops, and which makes no array.

    It does not count who holds the arrays it is given, as Numba does at each call and for each part of an array: counting
    takes longer than what such a function has to reckon. It can't be called with arrays that nobody else holds.
    """
    return _kept(_compile_within(function))


def _kept(made: Any) -> Any:
    with contextlib.suppress(RuntimeError):  # there is no place for it
        made._cache = Kept(made.py_func)  # type: ignore[no-untyped-call, attr-defined]
    return made


class Kept(FunctionCache):  # type: ignore[misc]
    """Machine code that holds only with what was compiled into it.

    Numba looks at a function's own file alone. What it calls from other files becomes part of its machine code too, and code
    that is older than these, after an upgrade, reads memory where nothing is.
    """

    def _index_key(self, sig: Any, codegen: Any) -> tuple[Any, ...]:
        return (*super()._index_key(sig, codegen), part_of(self._py_func))  # type: ignore[no-untyped-call]


@cache
def part_of(function: FunctionType) -> str:
    """A digest of all that is compiled into a function: what it calls, what these call, and the constants of each.

    To be asked when the modules are whole, since a function may call one that stands below it.
    """
    said: dict[str, str] = {}
    waiting = [function]
    while waiting:
        one = waiting.pop()
        name = f"{one.__module__}.{one.__qualname__}"
        if name in said:
            continue
        said[name] = ""
        constants = []
        for called, value in _globals(one):
            if isinstance(value, Dispatcher):
                waiting.append(value.py_func)
            elif isinstance(value, np.ndarray):
                constants.append(f"{called}={value.dtype}{value.tolist()!r}")
            elif isinstance(value, _FROZEN):
                constants.append(f"{called}={value!r}")
        said[name] = f"{_told(one.__code__)} {sorted(constants)}"
    return hashlib.sha256("\n".join(f"{name} {said[name]}" for name in sorted(said)).encode()).hexdigest()


def _globals(function: FunctionType) -> Iterator[tuple[str, Any]]:
    """What a function takes from its module, and from modules that this has by name."""
    names = sorted({name for code in _codes(function.__code__) for name in code.co_names})
    for name in names:
        value = function.__globals__.get(name)
        yield name, value
        if isinstance(value, ModuleType):
            yield from ((f"{name}.{each}", getattr(value, each, None)) for each in names)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _codes(each)


def _told(code: CodeType) -> str:
    return " ".join(
        f"{each.co_code.hex()} {each.co_names} {each.co_varnames} "
        f"{[_constant(one) for one in each.co_consts if not isinstance(one, CodeType)]}"
        for each in _codes(code)
    )


def _constant(value: object) -> str:
    # A set comes in another order in each process.
    return repr(sorted(map(repr, value))) if isinstance(value, frozenset) else repr(value)
