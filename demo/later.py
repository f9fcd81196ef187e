"""What the demonstration's people do once the node has worked: a process beside the node, so that the door opens sooner."""

from __future__ import annotations

import subprocess
import sys
import time

# The node compiles what it needs first, and a plan is worked out for some seconds.
PATIENCE = 300.0


def begin() -> subprocess.Popen[bytes]:
    """Begin beside a node that runs; ends by itself, with 1 where the node did not come to an end in time."""
    return subprocess.Popen([sys.executable, "-c", "from demo import later; raise SystemExit(later.main())"])


def main() -> int:
    """Look every second whether the node is done; 0 when all is done."""
    from manara.foundation.node import installed

    installed.set_up()
    from demo import desk
    from manara.foundation.models import User

    users = list(User.objects.order_by("code"))
    until = time.monotonic() + PATIENCE
    try:
        while not (done := desk.later(users)) and time.monotonic() < until:
            installed.let_go()
            time.sleep(1.0)
    finally:
        installed.let_go()
    return int(not done)
