"""A register as an agency would send it, of any length: ten columns in French, names from the demo's model, seeded."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

HEADER = (
    "Nom et prénoms", "Date de naissance", "Nationalité", "Téléphone", "N° CNI", "Lieu", "Date des faits",
    "Immatriculation", "Évaluation", "Observations",
)  # fmt: skip
GIVEN = ("Mohamed", "Ahmed", "Sidi", "Cheikh", "Moussa", "Ibrahima", "Fatou", "Mariem", "Aminetou", "Oumar", "Yahya", "Brahim")
LINKS = ("Ould", "Mint", "Ben", "")
FAMILY = ("Salem", "Ely", "Vall", "Mahmoud", "Diallo", "Traoré", "Sy", "Bâ", "El Idrissi", "Lemrabott", "N'Diaye", "Abeid")
PLACES = ("Nouadhibou", "Nouakchott", "Rosso", "Dakhla", "Laâyoune", "Saint-Louis", "Gogui", "Zouerate")


def write_sheet(path: Path, rows: int, seed: int = 3) -> None:
    """Write `rows` rows; nearly every name and number differs, as in a real register."""
    draw = random.Random(seed)
    with path.open("w", newline="", encoding="utf-8") as file:
        sheet = csv.writer(file, delimiter=";")
        sheet.writerow(HEADER)
        for number in range(rows):
            link = draw.choice(LINKS)
            name = " ".join(
                part for part in (draw.choice(GIVEN), draw.choice(GIVEN), link, draw.choice(GIVEN), draw.choice(FAMILY)) if part
            )
            born = date(1960, 1, 1) + timedelta(days=draw.randrange(16000))
            when = date(2024, 1, 1) + timedelta(days=draw.randrange(900))
            sheet.writerow(
                (
                    name, f"{born:%d/%m/%Y}", draw.choice(("MR", "SN", "ML", "MA", "GM")),
                    f"+2221{draw.randrange(10)}{draw.randrange(10**6):06d}", f"{draw.randrange(10**10):010d}",
                    draw.choice(PLACES), f"{when:%d/%m/%Y}", f"{draw.randrange(10**4):04d} AA {draw.randrange(100):02d}",
                    draw.choice(("A1", "B2", "B3", "C3")), f"Vu près du port, dossier {number}",
                )
            )  # fmt: skip
