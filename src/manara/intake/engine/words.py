"""Words that stand for a value in cells, in the four languages: nothing, genders, kinds, currencies, roles."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _words(listed: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(
        {word.strip().casefold(): value for value, words in listed.items() for word in words.split("|")}
    )


def _listed(words: str) -> frozenset[str]:
    return frozenset(word.strip().casefold() for word in words.split("|"))


EMPTY = _listed(
    "-|--|---|—|–|/|//|?|??|???|.|..|...|…|_|*|n/a|na|n.a.|nan|null|none|nil|nr|n.r.|nd|n.d.|ras|r.a.s.|s/o|"
    "néant|neant|inconnu|inconnue|non connu|non précisé|non renseigné|sans|aucun|aucune|"
    "desconocido|desconocida|no consta|ninguno|ninguna|sin datos|s/d|n/c|"
    "unknown|not known|unspecified|"
    "غير معروف|غير محدد|مجهول|مجهولة|لا يوجد|لا شيء|بدون|لاشيء"
)
# What is also somebody's name somewhere says nothing only where no name is expected.
NAMES_TOO = _listed("na|nan|nil|ras|nd|nr|none|null|sans|ninguno|ninguna")
GENDERS = _words(
    {
        "male": "m|h|male|man|homme|masculin|hombre|varón|masculino|masc|masc.|ذكر|رجل|boy|garçon|niño|♂|1",
        "female": "f|female|woman|femme|féminin|feminin|mujer|femenino|fem|fem.|أنثى|انثى|امرأة|girl|fille|niña|♀|2",
        "other": "other|autre|otro|x|آخر",
    }
)
KINDS = _words(
    {
        "fact": "fact|facts|f|fait|faits|hecho|hechos|واقعة|حقيقة|واقعه|معلومة|observed|constaté|constatado",
        "assessment": (
            "assessment|a|appréciation|evaluation|évaluation|analyse|hypothèse|valoración|evaluación|hipótesis|تقدير|تقييم|"
            "رأي|opinion|estimate|suspected|soupçon"
        ),
    }
)
CURRENCIES = _words(
    {
        "MRU": "mru|ouguiya|ouguiyas|أوقية|اوقية|أوقية جديدة|um|ouguiya (mru)",
        "MRO": "mro|أوقية قديمة|ouguiya ancienne|anciennes ouguiyas",
        "MAD": "mad|dh|dhs|dirham|dirhams|درهم|دراهم|dírham",
        "DZD": "dzd|da|dinar algérien|dinars algériens|دينار جزائري|دج",
        "TND": "tnd|dt|dinar tunisien|دينار تونسي",
        "LYD": "lyd|دينار ليبي|dinar libyen",
        "EGP": "egp|جنيه|جنيه مصري|livre égyptienne",
        "XOF": "xof|fcfa|cfa|f cfa|franc cfa|francs cfa|franco cfa|فرنك|فرنك سيفا",
        "GMD": "gmd|dalasi|دلاسي",
        "GNF": "gnf|franc guinéen|francs guinéens",
        "NGN": "ngn|naira",
        "EUR": "eur|€|euro|euros|يورو|أورو",
        "USD": "usd|$|us$|dollar|dollars|dólar|dólares|دولار",
        "GBP": "gbp|£|pound|livre sterling|جنيه استرليني",
    }
)
# Who may never be charted as part of a network: such a word is noted, and makes no role. One and several, men and women;
# accents, articles and what Arabic writes before a word need no form of their own (`shielding_pattern`).
NEVER_CHARTED = _listed(
    "passenger|passager|passagère|pasajero|pasajera|راكب|راكبة|migrant|migrante|candidat|candidate|مهاجر|مهاجرة|حراق|harraga|"
    "victim|victime|víctima|ضحية|witness|témoin|testigo|شاهد|شاهدة|family|famille|familia|عائلة|أسرة|relative|parent|"
    "rescuer|sauveteur|rescatador|منقذ|lawyer|avocat|avocate|abogado|abogada|محام|محامي|child|enfant|niño|niña|طفل|طفلة|"
    "humanitarian worker|humanitaire|trabajador humanitario|عامل إغاثة|payer|payeur|survivor|survivant|superviviente|ناج|"
    "minor|mineur|mineure|menor|قاصر|قاصرة|الراكب|المهاجر|الضحية|الشاهد|الشاهدة|القاصر|القاصرة|المنقذ|المحامي|الناجي|"
    "presumed victim|victime présumée|presunta víctima|ضحية مفترضة|"
    "passengers|passagers|passagères|pasajeros|pasajeras|ركاب|راكبات|migrants|migrante|migrantes|candidats|candidates|"
    "مهاجرون|مهاجرين|مهاجرات|حراقة|victims|victimes|víctimas|ضحايا|ضحيتان|ضحيتين|witnesses|témoins|testigos|شهود|شاهدات|شاهدين|"
    "families|familles|familias|عائلات|rescuers|sauveteurs|sauveteuse|sauveteuses|rescatadora|rescatadores|منقذة|منقذين|"
    "lawyers|avocats|avocates|abogados|abogadas|محامية|محامون|محامين|children|enfants|niños|niñas|أطفال|طفلان|طفلين|طفلات|"
    "baby|babies|bébé|bébés|bebé|bebés|nourrisson|nourrissons|رضيع|رضيعة|رضع|fillette|fillettes|adolescent|adolescente|"
    "adolescents|adolescentes|teenager|teenagers|مراهق|مراهقة|humanitarian workers|humanitaires|trabajadora humanitaria|"
    "trabajadores humanitarios|عمال إغاثة|عاملة إغاثة|payers|payeurs|payeuse|payeuses|survivors|survivants|survivante|"
    "survivantes|supervivientes|sobreviviente|sobrevivientes|ناجية|ناجون|ناجين|ناجيات|minors|mineurs|mineures|menores|"
    "قاصرون|قاصرين|قاصران|قاصرات|presumed victims|victimes présumées|presuntas víctimas|ضحايا مفترضون|ضحايا مفترضين"
)
# What one person is to another in a family.
FAMILY = _listed(
    "father|mother|brother|sister|son|daughter|wife|husband|spouse|uncle|aunt|cousin|nephew|niece|grandfather|grandmother|"
    "père|mère|frère|soeur|sœur|fils|fille|épouse|époux|mari|femme|conjoint|oncle|tante|cousine|neveu|nièce|beau-frère|"
    "padre|madre|hermano|hermana|hijo|hija|esposa|esposo|marido|mujer|tío|tía|primo|prima|sobrino|sobrina|cuñado|"
    "أب|والد|أم|والدة|أخ|أخت|ابن|بنت|زوج|زوجة|عم|عمة|خال|خالة|ابن عم|ابن خال|قريب|أخوه|صهر"
)
# The canonical roles of a smuggling network, so that "passeur" and "guide" are one role in every chart.
ROLES = _words(
    {
        "organiser": (
            "organiser|organizer|organisateur|coordinateur|coordinator|organizador|coordinador|cabecilla|chef|المنظم|منظم|المنسق"
        ),
        "financier": "financier|financeur|bailleur|financiador|ممول|الممول",
        "recruiter": (
            "recruiter|broker|recruteur|rabatteur|coxeur|samsar|captador|intermediario|intermédiaire|intermediary|"
            "وسيط|سمسار|الوسيط|السمسار"
        ),
        "community_head": "chairman|community head|chef de communauté|jefe de comunidad|رئيس الجالية",
        "transporter": "transporter|driver|transporteur|chauffeur|transportista|conductor|ناقل|سائق|الناقل|السائق",
        "guide": "guide|passeur|smuggler|pasador|guía|مهرب|مهرّب|المهرب|دليل|دليل عبور",
        "host": (
            "host|safe-house keeper|logeur|hébergeur|gérant de foyer|encargado de piso franco|alojador|"
            "صاحب بيت الإيواء|صاحب المنزل"
        ),
        "supplier": "supplier|fournisseur|proveedor|مزود|المزود|مورد",
        "captain": (
            "captain|helmsman|boat captain|capitaine|pilote|pilote de pirogue|patrón|patron|ربان|رايس|الرايس|ربّان القارب"
        ),
        "forger": "forger|faussaire|falsificador|مزور|مزوّر وثائق",
        "money_collector": "money collector|hawaladar|collecteur|cobrador|محصل الأموال|صاحب حوالة|محصّل الأموال",
        "lookout": "lookout|guetteur|vigía|مراقب|عين",
        "complicit_official": "complicit official|agent public complice|agent complice|funcionario cómplice|موظف متواطئ",
        "online_advertiser": "advertiser|online advertiser|annonceur|anunciante|معلن",
    }
)
