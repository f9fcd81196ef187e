"""What is wrong with a value or a file, as a code with its sentence, so that nothing is refused without a reason.

Each module registers the sentences of its own codes with :func:`register`; templates are constant literals with
``%(name)s`` places, so that the message tool finds them and the web translates ``problem.template % params``.
"""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: dict[str, str] = {}

Parameter = str | int


def register(code: str, template: str) -> None:
    """Give ``code`` its English sentence; raises ``ValueError`` when the code already has another one."""
    known = SENTENCES.setdefault(code, template)
    if known != template:
        raise ValueError(f"the code {code!r} already has another sentence: {known!r}")


class Problem(ValueError):
    """A refusal with a reason: ``code`` (stable, kebab case) and ``params`` (what the sentence names)."""

    def __init__(self, code: str, **params: Parameter) -> None:
        super().__init__(code)
        self.code = code
        self.params: dict[str, Parameter] = params

    @property
    def template(self) -> str:
        """The untranslated sentence with its places; the code itself when no module registered one."""
        return SENTENCES.get(self.code, self.code)

    @property
    def sentence(self) -> str:
        """The English sentence. A place the problem has no value for is shown as ``…``, never an error."""
        return fill(self.template, self.params)

    def __str__(self) -> str:
        return self.sentence

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.code!r}, {self.params!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Problem) and (self.code, self.params) == (other.code, other.params)

    def __hash__(self) -> int:
        return hash((self.code, tuple(sorted(self.params))))

    def __reduce__(self) -> tuple[object, ...]:
        # Problems cross process borders (jobs, parsers in a child process): keyword arguments must survive.
        return _restore, (type(self), self.code, self.params)


def fill(template: str, params: Mapping[str, Parameter]) -> str:
    """Put ``params`` into a (translated) template; a missing one becomes ``…`` so that a refusal never fails."""
    return template % _Shown(params)


class _Shown(dict[str, Parameter]):
    def __missing__(self, key: str) -> str:
        return "…"


def _restore(kind: type[Problem], code: str, params: dict[str, Parameter]) -> Problem:
    return kind(code, **params)
