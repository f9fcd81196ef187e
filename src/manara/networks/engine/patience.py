"""Solves a programme as long as there is patience: when the time is up, or somebody stops it, it ends with what it has."""

from __future__ import annotations

import threading
import time
from typing import Final

import highspy
import numpy as np
from numpy.typing import NDArray

#: How often the main thread hears whether somebody stops it.
_HEARS: Final = 0.1


class Patience:
    """How long several programmes may take together; `stopped` is set when somebody stopped them."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self.stopped = False

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return 0.0 if self.stopped else max(0.0, self._until - time.monotonic())

    def part(self, share: float) -> Patience:
        """A share of what is left; who stops the part stops the whole."""
        return _Part(self, share)

    @property
    def over(self) -> bool:
        """Whether nothing may be begun any more."""
        return self.left <= 0.0


class _Part(Patience):
    def __init__(self, whole: Patience, share: float) -> None:
        self._whole = whole
        super().__init__(whole.left * share)

    @property
    def stopped(self) -> bool:  # type: ignore[override]
        return self._whole.stopped

    @stopped.setter
    def stopped(self, stopped: bool) -> None:
        # Being made stops nothing.
        self._whole.stopped = self._whole.stopped or stopped


def solved(model: highspy.HighsLp, many: int, patience: Patience) -> tuple[NDArray[np.float64] | None, bool]:
    """The first `many` columns of the best solution found, and whether it is proved; None where there is none (proved), or none
    was found before the patience was over. A KeyboardInterrupt while it is solved ends it with what it has."""
    if patience.over:
        return None, False
    programme = highspy.Highs()  # type: ignore[no-untyped-call]
    programme.setOptionValue("output_flag", False)
    programme.setOptionValue("threads", 1)
    programme.setOptionValue("mip_rel_gap", 0.0)
    programme.setOptionValue("time_limit", patience.left)
    programme.HandleUserInterrupt = True
    programme.passModel(model)
    work = threading.Thread(target=programme.run, daemon=True)
    work.start()
    while work.is_alive():
        try:
            work.join(_HEARS)
        except KeyboardInterrupt:
            patience.stopped = True
            programme.cancelSolve()  # type: ignore[no-untyped-call]
    status = programme.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None, True
    found = programme.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    if not found:
        return None, False
    solution = np.array(programme.getSolution().col_value[:many], np.float64)
    return solution, bool(status == highspy.HighsModelStatus.kOptimal)
