"""Knows the words around a date in papers of the region: "né vers", "بين … و", "del … al", weekdays, هـ and م."""

from __future__ import annotations

import re
from typing import Final

from .month_names import MONTH_PATTERN, bare


def _any_of(*phrases: str) -> str:
    words = sorted({bare(word) for phrase in phrases for word in phrase.split("|")}, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)


_ABOUT: Final = _any_of(
    "vers|environ|env|circa|ca|c|autour de|aux environs de|présumé|présumée|présumés|présumé en|estimé|estimée",
    "approximativement",
    "about|around|approx|approximately|roughly|estimated|est|presumed|some time in",
    "hacia|sobre|aprox|aproximadamente|alrededor de|cerca de|presunto|presunta|presumiblemente|estimado|estimada",
    "حوالي|حوالى|نحو|قرابة|تقريبا|مفترض|يفترض|تقديرا|بالتقدير|ما يقارب|في حدود",
    "début|fin|mi|milieu|courant|début de|fin de|early|late|mid|early in|late in|middle of|beginning of|end of",
    "principios de|a principios de|finales de|a finales de|mediados de|a mediados de|fines de",
    "أوائل|أواخر|منتصف|بداية|نهاية|مطلع|أوساط",
)
_NOISE: Final = _any_of(
    "d|né|née|nés|né le|née le|né en|née en|né à|le|en|au|du|l|an|année|l année|jour|date|daté du",
    "born|born on|born in|on|in|the|of|year|dated|dob",
    "nacido|nacida|nacido el|nacida el|nacido en|nacida en|el|de|del|año|fecha|día",
    "ولد|ولدت|مولود|مولودة|مواليد|من مواليد|المولود|المولودة|سنة|السنة|عام|العام|في|بتاريخ|يوم|اليوم|تاريخ|من|شهر|ل",
)
_WEEKDAY: Final = _any_of(
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mer|jeu|ven|sam|dim",
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun",
    "lunes|martes|miércoles|jueves|viernes|sábado|domingo|mié|jue|vie|sáb|dom",
    "الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد|اثنين|ثلاثاء|أربعاء|خميس|جمعة|سبت|أحد",
)
_HIJRI: Final = _any_of("هـ|هجري|هجرية|للهجرة|الهجري|هجرى|a h|ah|h|hijri|hégire|hegira|de l hégire|hijria|hégira")
_GREGORIAN: Final = _any_of("م|ميلادي|ميلادية|للميلاد|الميلادي|ad|a d|ce|c e|apr j c|j c|grégorien|gregorian|d c")

_END: Final = r"(?![^\W\d_])"
_START: Final = r"(?<![^\W\d_])"
about_before = re.compile(rf"(?:(?:{_ABOUT}){_END}|[~≈±])[\s.:\-]*")
about_behind = re.compile(rf"[\s(]*(?:{_START}(?:{_ABOUT}){_END}|\?)[\s.)]*$")
noise_before = re.compile(rf"(?:(?:{_NOISE}|{_WEEKDAY}){_END})[\s.,:]*")
noise_within = re.compile(rf"{_START}(?:{_NOISE}|{_WEEKDAY}){_END}\.?")
hijri_behind = re.compile(rf"[\s(]*{_START}(?:{_HIJRI}){_END}[\s.)]*$")
gregorian_behind = re.compile(rf"[\s(]*{_START}(?:{_GREGORIAN}){_END}[\s.)]*$")
hijri_before = re.compile(r"(?:ah|هجري|سنه هجريه)\s+(?=\d)")
month = re.compile(rf"(?<![^\W_])(?:{MONTH_PATTERN})(?![^\W_])")
_MONTH_AT_DIGITS: Final = rf"(?<![^\W\d_])(?:{MONTH_PATTERN})(?![^\W\d_])"
month_near_digits = re.compile(_MONTH_AT_DIGITS)

time_behind = re.compile(
    r"(?<=\w)(?:\s*t|[\s,]+(?:a\s+)?)\s*\d{1,2}\s*[:h]\s*\d{2}(?:\s*:\s*\d{2}(?:[.,]\d+)?)?\s*"
    r"(?:z|utc|gmt|[+-]\d{2}:?\d{2}|[ap]\.?\s?m\.?|ص|م)?$"
)
_SAME_DAY: Final = _any_of(
    "الموافق|الموافق ل|الموافق لـ|موافق|الموافقة ل",
    "correspondant au|correspondant à|correspondiente al|corresponding to|soit le|equivalent to",
)
same_day = re.compile(rf"\s*[(،,]?\s*{_START}(?:{_SAME_DAY}){_END}\s*:?\s*")
_month = rf"(?:{MONTH_PATTERN})"
ranges: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:entre|between|ما بين|بين)\s+(.+?)\s+(?:et|and|y|e|و)\s*(.+)",
        r"(?:(?:du|de|from|desde|del|من)\s+)?(.+?)\s+(?:jusquau|jusqua|jusquen|au|a|to|until|till|through|hasta|al|الي|حتي|لغايه)\s+(.+)",
        r"(.+?)\s*(?:\.\.+|[–—])\s*(.+)",
        r"(.+?)\s+[-/]\s+(.+)",
        r"(\d{4}(?:-\d{1,2}){0,2})\s*/\s*(\d{4}(?:-\d{1,2}){0,2})",
        r"(\d{4})-(\d{4})",
        r"(\d{1,2}[/.]\d{1,2}[/.]\d{4})-(\d{1,2}[/.]\d{1,2}[/.]\d{4})",
        r"(\d{1,2}[/.]\d{4})-(\d{1,2}[/.]\d{4})",
        r"(\d{1,2})\s*[-/]\s*(\d{1,2}\s+\D.+)",
        rf"({_month})\s*[-/]\s*({_month}\s.+)",
    )
)
