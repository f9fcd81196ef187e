"""A list in the form of the United Nations' XML with twenty invented individuals, marked as invented in each entry."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from demo.region.names import Name, Part, forms
from demo.region.people import BEGIN

if TYPE_CHECKING:
    from demo.region.world import World

NAME = "liste_inventee_format_onu.xml"
COUNT = 20
# Nobody is called so: the family name means "of the example".
FAMILY = {"en": "AL-MITHALI", "ar": "المثالي"}
COUNTRIES = ("Mauritania", "Morocco", "Senegal", "Mali", "Algeria")


def listing(world: World) -> tuple[bytes, list[str]]:
    """Return the XML and the reference numbers of the individuals."""
    draws = world.draws("file/listed persons")
    made, references = [], []
    for number in range(1, COUNT + 1):
        name = _name(world)
        first, father = (forms()[f"given/{part.key}"] for part in name.parts if part.kind in ("given", "father"))
        reference = f"DMi.{number:03d}"
        references.append(reference)
        year = draws.whole(1958, 1996)
        born = (
            f"<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>{year}-{draws.whole(1, 12):02d}-{draws.whole(1, 28):02d}</DATE>"
            if draws.chance(0.6)
            else f"<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>{year}</YEAR>"
        )
        country = draws.pick(COUNTRIES)
        listed = BEGIN + timedelta(days=draws.whole(0, 700))
        alias = f"{first['fr'][-1]} {father['fr'][-1]} El Mithali"
        made.append(
            f"<INDIVIDUAL><DATAID>{9900000 + number}</DATAID><VERSIONNUM>1</VERSIONNUM>"
            f"<FIRST_NAME>{escape(first['en'][0].upper())}</FIRST_NAME><SECOND_NAME>{escape(father['en'][0].upper())}</SECOND_NAME><THIRD_NAME>{FAMILY['en']}</THIRD_NAME>"
            f"<UN_LIST_TYPE>DEMONSTRATION</UN_LIST_TYPE><REFERENCE_NUMBER>{reference}</REFERENCE_NUMBER><LISTED_ON>{listed}"
            f"</LISTED_ON><NAME_ORIGINAL_SCRIPT>{first['ar'][0]} {father['ar'][0]} {FAMILY['ar']}</NAME_ORIGINAL_SCRIPT>"
            "<COMMENTS1>Invented person of a demonstration; not on any list.</COMMENTS1>"
            f"<NATIONALITY><VALUE>{country}</VALUE></NATIONALITY><LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>"
            f"<INDIVIDUAL_ALIAS><QUALITY>{draws.pick(('Good', 'Low'))}</QUALITY>"
            f"<ALIAS_NAME>{escape(alias)}</ALIAS_NAME></INDIVIDUAL_ALIAS>"
            f"<INDIVIDUAL_ADDRESS><COUNTRY>{country}</COUNTRY></INDIVIDUAL_ADDRESS>"
            f"<INDIVIDUAL_DATE_OF_BIRTH>{born}</INDIVIDUAL_DATE_OF_BIRTH>"
            f"<INDIVIDUAL_PLACE_OF_BIRTH><COUNTRY>{country}</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>"
            f"<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>XX0{draws.digits(6)}</NUMBER>"
            f"<COUNTRY_OF_ISSUE>{country}</COUNTRY_OF_ISSUE></INDIVIDUAL_DOCUMENT><SORT_KEY/><SORT_KEY_LAST_MOD/></INDIVIDUAL>"
        )
    body = "\n".join(made)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'dateGenerated="2026-06-30T00:00:00.000-04:00"><INDIVIDUALS>\n{body}\n</INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>\n'
    )
    return text.encode("utf-8"), references


def _name(world: World) -> Name:
    while True:
        name = world.names.draw("EH", "m")
        if name.culture == "sahrawi":
            return Name("listed", "m", (name.parts[0], Part("father", name.parts[1].key)))
