"""Files as agencies send them, for the tests of imports: invented rows, with and without errors in them."""

from __future__ import annotations

import io

HEADER = "Nom complet;Téléphone;Date de naissance;Lieu;Date;Observations"


def register(rows: int, *, faulty: tuple[int, ...] = ()) -> bytes:
    """A register of `rows` rows, in which those numbered in `faulty` (from 0) have a date that does not exist."""
    lines = [HEADER]
    for number in range(rows):
        born = "31/02/1990" if number in faulty else f"{15 + number % 10}/0{1 + number % 9}/19{70 + number % 30}"
        lines.append(
            f"Personne Inventée {number:05};+222 36 30 {number // 100 % 100:02} {number % 100:02};{born};Nouadhibou;"
            f"{15 + number % 10}/03/2026;vu au port"
        )
    return "\n".join(lines).encode()


def stream(content: bytes) -> io.BytesIO:
    """The content as a file that can be read."""
    return io.BytesIO(content)


DEFAULTS = {"grade_scheme": "4x4", "grade_source": "B", "grade_information": "2", "handling": "H1"}
