"""Says what is wrong with a command line: the option by its name, what stood there, and what it takes."""

from __future__ import annotations

import re
from typing import Final

from manara.foundation.engine.problems import Problem, register

#: What Python's reading of a command line (argparse, 3.11 to 3.14) says, and the code by which it is said here.
_SAID: Final = (
    (r"argument (?P<option>.+?): invalid float value: '(?P<value>.*)'", "option-number"),
    (r"argument (?P<option>.+?): invalid int value: '(?P<value>.*)'", "option-whole-number"),
    (r"argument (?P<option>.+?): invalid choice: '(?P<value>.*?)',? .*?choose from (?P<choices>.*?)\)?", "option-choice"),
    (r"argument (?P<option>.+?): expected one argument", "option-bare"),
    (r"argument (?P<option>.+?): expected at least one argument", "option-bare"),
    (r"argument (?P<option>.+?): ignored explicit argument '(?P<value>.*)'", "option-flag"),
    (r"argument (?P<option>.+?): not allowed with argument (?P<other>.*)", "option-beside"),
    (r"the following arguments are required: (?P<options>.*)", "options-missing"),
    (r"unrecognized arguments: (?P<options>.*)", "options-unknown"),
    (r"ambiguous option: (?P<option>.*?) could match (?P<choices>.*)", "option-ambiguous"),
)

register("option-number", "%(option)s is “%(value)s”: it takes a number.")
register("option-whole-number", "%(option)s is “%(value)s”: it takes a whole number.")
register("option-choice", "%(option)s is “%(value)s”: it takes one of these: %(choices)s.")
register("option-bare", "%(option)s stands alone: a value must follow it.")
register("option-flag", "%(option)s takes no value; “%(value)s” stands behind it.")
register("option-beside", "%(option)s and %(other)s can't stand together.")
register("options-missing", "This is missing: %(options)s.")
register("options-unknown", "This is not known here: %(options)s.")
register("option-ambiguous", "“%(option)s” may mean several: %(choices)s.")
register("command-stopped", "Stopped before it began: nothing was done.")
register("command-line", "%(command)s: %(sentence)s `%(command)s --help` says what it takes.")


def problem_of(message: str) -> Problem | None:
    """What the message means; None for one that isn't known."""
    for pattern, code in _SAID:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return Problem(code, **{name: _plain(name, text) for name, text in found.groupdict().items()})
    return None


def _plain(name: str, text: str) -> str:
    return text.replace("'", "") if name == "choices" else text
