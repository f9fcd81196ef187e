"""Knows the months by the names that Arabic, French, Spanish, English and Amazigh papers of the region give them."""

from __future__ import annotations

import re
from typing import Final, Literal

from .folding import fold

Calendar = Literal["gregorian", "hijri"]

# Egyptian and Gulf, Levantine, Maghrebi (Morocco, Mauritania, Algeria, Tunisia), Libyan names used until 2011;
# French, Spanish, English with their short forms; Tamazight in Latin (as French offices write it) and in Tifinagh.
_GREGORIAN: Final = (
    "يناير|جانفي|كانون الثاني|كانون ثاني|أي النار|janvier|janv|enero|ene|january|jan|yennayer|innayer|yenayer|ⵉⵏⵏⴰⵢⵔ",
    "فبراير|فيفري|شباط|النوار|février|févr|fév|febrero|february|feb|furar|fourar|brayer|ⴱⵕⴰⵢⵕ",
    "مارس|آذار|أذار|الربيع|mars|marzo|march|mar|meghres|maghres|mares|ⵎⴰⵕⵚ",
    "أبريل|إبريل|أفريل|ابريل|نيسان|الطير|avril|avr|abril|abr|april|apr|yebrir|ibrir|brir|ⵉⴱⵔⵉⵔ",
    "مايو|ماي|أيار|الماء|mai|mayo|may|mayyu|maggu|mayou|ⵎⴰⵢⵢⵓ",
    "يونيو|يونيه|جوان|حزيران|الصيف|juin|junio|june|jun|yunyu|younyou|ⵢⵓⵏⵢⵓ",
    "يوليو|يوليوز|يوليه|جويلية|تموز|ناصر|juillet|juil|julio|july|jul|yulyu|yulyuz|youlyouz|ⵢⵓⵍⵢⵓⵣ",
    "أغسطس|أغشت|غشت|أوت|آب|هانيبال|août|agosto|ago|august|aug|ghusht|ghoucht|ghuct|ⵖⵓⵛⵜ",
    (
        "سبتمبر|شتنبر|سبتنبر|أيلول|الفاتح|septembre|sept|septiembre|setiembre|september|sep|set|cutanbir|"
        "choutanbir|ctember|chtember|ⵛⵓⵜⴰⵏⴱⵉⵔ"
    ),
    "أكتوبر|تشرين الأول|تشرين أول|التمور|octobre|octubre|october|oct|ktuber|ktouber|tuber|ⴽⵜⵓⴱⵔ",
    (
        "نوفمبر|نونبر|نوفنبر|تشرين الثاني|تشرين ثاني|الحرث|novembre|noviembre|november|nov|nuwanbir|"
        "nouwanbir|wamber|ⵏⵓⵡⴰⵏⴱⵉⵔ"
    ),
    (
        "ديسمبر|دسمبر|دجنبر|دجمبر|كانون الأول|كانون أول|الكانون|décembre|diciembre|december|dec|dic|dujanbir|"
        "doujanbir|dujember|ⴷⵓⵊⴰⵏⴱⵉⵔ"
    ),
)
_HIJRI: Final = (
    "محرم|المحرم|محرم الحرام|muharram|mouharram|moharram|almuharram",
    "صفر|صفر الخير|safar|safer",
    (
        "ربيع الأول|ربيع أول|ربيع الانور|rabi al awwal|rabi alawwal|rabi ul awwal|rabi awwal|rabi i|rabi 1|"
        "rabia al awal|rabia al awwal|rabia i|rabi al awal|rabie al awal|rabii i|rabii al awal"
    ),
    (
        "ربيع الثاني|ربيع ثاني|ربيع الآخر|ربيع آخر|rabi al thani|rabi ath thani|rabi thani|rabi al akhir|"
        "rabi ii|rabi 2|rabia al thani|rabia attani|rabia ii|rabie al thani|rabii ii|rabii attani"
    ),
    (
        "جمادى الأولى|جمادى الأول|جمادى أول|جماد الأول|جماد أول|jumada al awwal|jumada al ula|jumada alula|"
        "jumada i|jumada 1|joumada al oula|joumada al awal|joumada i|joumada 1|jumada al awal"
    ),
    (
        "جمادى الآخرة|جمادى الآخر|جمادى الثانية|جمادى الثاني|جماد الثاني|جماد الآخر|جماد ثاني|"
        "jumada al thani|jumada al thania|jumada al akhira|jumada ath thaniyah|jumada ii|jumada 2|"
        "joumada al thania|joumada attania|joumada al akhira|joumada ii|joumada 2"
    ),
    "رجب|رجب الفرد|rajab|rajeb|redjeb|rayab",
    "شعبان|shaban|shaaban|chaban|chaabane|chaaban|xaban",
    "رمضان|رمضان المبارك|ramadan|ramadhan|ramdane|ramadane",
    "شوال|shawwal|shawal|chawwal|chawal|chaoual|chaoul",
    (
        "ذو القعدة|ذي القعدة|ذوالقعدة|ذو قعدة|dhu al qadah|dhu al qidah|dhu al qada|dhul qadah|dhul qada|"
        "dhou al qida|dhou al kida|dhou al qaada|dou al kiada|dou al kaada|dhou el kaada|zul qadah|zul qida"
    ),
    (
        "ذو الحجة|ذي الحجة|ذوالحجة|ذو حجة|dhu al hijjah|dhu al hijja|dhul hijjah|dhul hijja|dhou al hijja|"
        "dhou al hijjah|dou al hijja|dhou el hidja|zul hijjah|zul hijja"
    ),
)
HIJRI_ARABIC: Final = tuple(names.split("|")[0] for names in _HIJRI)
HIJRI_LATIN: Final = (
    "Muharram", "Safar", "Rabi I", "Rabi II", "Jumada I", "Jumada II", "Rajab", "Shaban", "Ramadan", "Shawwal",
    "Dhu al-Qidah", "Dhu al-Hijjah",
)  # fmt: skip
_apostrophes = re.compile("['’‘ʿʾʼ`´]")


def bare(text: str) -> str:
    """Text as month names are compared: folded, without apostrophes and hyphens, single spaces."""
    return " ".join(_apostrophes.sub("", fold(text)).replace("-", " ").split())


def _table() -> dict[str, tuple[Calendar, int]]:
    table: dict[str, tuple[Calendar, int]] = {}
    calendars: tuple[tuple[Calendar, tuple[str, ...]], ...] = (("gregorian", _GREGORIAN), ("hijri", _HIJRI))
    for calendar, months in calendars:
        for number, names in enumerate(months, start=1):
            table |= {bare(name): (calendar, number) for name in names.split("|")}
    return table


MONTHS: Final = _table()
# Longest first: "ربيع الأول" before the Libyan "الربيع", "mars" before "mar".
MONTH_PATTERN: Final = "|".join(re.escape(name) for name in sorted(MONTHS, key=len, reverse=True))
