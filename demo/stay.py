"""Opens the demonstration: makes and fills its node when that isn't done yet, says how to get in, and stays."""

from __future__ import annotations

import argparse
import sys
import threading
import time
from typing import TYPE_CHECKING

from demo.beside import Known
from demo.opening import filled
from manara.foundation.node import running
from manara.foundation.node.config import load as load_config

if TYPE_CHECKING:
    from demo.people import SignIn


def main(given: argparse.Namespace) -> int:
    """Runs until stopped."""
    started = time.monotonic()
    config = load_config()
    with filled(config) as (sign_ins, beside):
        print(f"\nThe region is loaded ({time.monotonic() - started:.0f} s). Open {config.public_origin}/\n", flush=True)
        tell(sign_ins)
        if Known(config.data_dir).missing():
            print("Its people are still at their desks: who is who, roles and a plan follow in a minute, and are told here.")
        print(f"Commands work on it with: export MANARA_DATA_DIR={config.data_dir}\n", flush=True)
        if sys.stdin is not None and sys.stdin.isatty():
            threading.Thread(target=_tell_again, args=(sign_ins,), daemon=True).start()
        beside.open()
        return running.run(config)


def tell(sign_ins: list[SignIn]) -> None:
    """Print one sign-in for each role; the one-time codes hold for half a minute."""
    print(f"{'role':<16} {'code':<8} {'password':<34} {'one-time code':<14} secret for an authenticator app")
    shown: set[str] = set()
    for each in sign_ins:
        if each.role not in shown:
            shown.add(each.role)
            print(f"{each.role:<16} {each.code:<8} {each.password:<34} {each.one_time_code():<14} {each.secret}")
    print("Press Enter for fresh one-time codes, Ctrl-C to stop.\n", flush=True)


def _tell_again(sign_ins: list[SignIn]) -> None:
    for _line in sys.stdin:
        tell(sign_ins)
