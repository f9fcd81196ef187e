"""The words that stand on every page of a document, in the language that was chosen for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "handling": "Handling",
        "conditions": "Conditions",
        "taken-by": "Taken by",
        "taken-at": "Taken on",
        "purpose": "Purpose",
        "agency": "Agency",
        "reference": "Reference",
        "no-purpose": "no purpose given",
        "page": "Page {page} of {pages}",
        "suspicion": "What is marked as an assessment is a suspicion and no finding. Nobody named here is guilty, or a "
        "victim, because this document says so. It shows what the person who took it was allowed to see at that moment; "
        "a report may have been taken back since.",
        "end": "End of the document",
        "cut": "… ({left} more characters)",
        "empty": "Nothing here.",
    },
    "fr": {
        "handling": "Code de traitement",
        "conditions": "Conditions",
        "taken-by": "Emporté par",
        "taken-at": "Emporté le",
        "purpose": "But",
        "agency": "Service",
        "reference": "Référence",
        "no-purpose": "aucun but indiqué",
        "page": "Page {page} sur {pages}",
        "suspicion": "Ce qui est marqué comme une appréciation est un soupçon et non un fait établi. Nul n’est coupable, "
        "ni victime, parce que ce document le nomme. Il montre ce que la personne qui l’a emporté avait le droit de voir "
        "à ce moment ; un rapport a pu être retiré depuis.",
        "end": "Fin du document",
        "cut": "… ({left} caractères de plus)",
        "empty": "Rien ici.",
    },
    "es": {
        "handling": "Código de tratamiento",
        "conditions": "Condiciones",
        "taken-by": "Extraído por",
        "taken-at": "Extraído el",
        "purpose": "Finalidad",
        "agency": "Organismo",
        "reference": "Referencia",
        "no-purpose": "sin finalidad indicada",
        "page": "Página {page} de {pages}",
        "suspicion": "Lo que está marcado como valoración es una sospecha y no un hecho probado. Nadie es culpable, ni "
        "víctima, porque este documento lo nombre. Muestra lo que la persona que lo extrajo podía ver en ese momento; "
        "un informe puede haberse retirado desde entonces.",
        "end": "Fin del documento",
        "cut": "… ({left} caracteres más)",
        "empty": "Nada aquí.",
    },
    "ar": {
        "handling": "رمز التداول",
        "conditions": "الشروط",
        "taken-by": "أخذها",
        "taken-at": "تاريخ الأخذ",
        "purpose": "الغرض",
        "agency": "الجهة",
        "reference": "المرجع",
        "no-purpose": "لم يُذكر غرض",
        "page": "صفحة {page} من {pages}",
        "suspicion": "ما وُسم بأنه تقدير فهو شبهة لا حقيقة ثابتة. لا يكون أحد مذنبًا ولا ضحية لمجرد ورود اسمه في هذه "
        "الوثيقة. وهي تُظهر ما كان يحق لمن أخذها الاطلاع عليه في تلك اللحظة، وقد يكون تقرير ما سُحب بعدها.",
        "end": "نهاية الوثيقة",
        "cut": "… (بقي {left} حرفًا)",
        "empty": "لا شيء هنا.",
    },
}
