"""The words of the files: relations, roles, countries and sentences in each agency's language, suspicion never as fact."""

from __future__ import annotations

RELATION = {
    "ar": {
        "call": "اتصال هاتفي",
        "works with": "شريك مفترض",
        "payment": "تحويل مالي",
        "travelled together": "سفر مشترك",
        "lodging": "إيواء",
        "family": "قرابة",
    },
    "fr": {
        "call": "contact téléphonique",
        "works with": "associé présumé",
        "payment": "transfert d'argent",
        "travelled together": "voyage commun",
        "lodging": "hébergement",
        "family": "parenté",
    },
    "es": {
        "call": "contacto telefónico",
        "works with": "colaborador presunto",
        "payment": "envío de dinero",
        "travelled together": "viaje conjunto",
        "lodging": "alojamiento",
        "family": "parentesco",
    },
}
ROLE = {
    "organiser": ("منظم", "organisateur", "organizador"),
    "community head": ("وسيط جالية", "intermédiaire de communauté", "intermediario de comunidad"),
    "transport organiser": ("منظم نقل", "organisateur de transport", "organizador de transporte"),
    "financier": ("ممول", "financier", "financiador"),
    "recruiter": ("سمسار", "coxeur", "captador"),
    "online advertiser": ("ناشر إعلانات", "annonceur en ligne", "anunciante en línea"),
    "money collector": ("محصل أموال", "collecteur d'argent", "cobrador"),
    "driver": ("سائق", "chauffeur", "conductor"),
    "guide": ("دليل عبور", "guide", "guía"),
    "lookout": ("مراقب", "guetteur", "vigía"),
    "safe-house keeper": ("صاحب منزل", "logeur", "encargado de piso"),
    "forger": ("مزور وثائق", "faussaire", "falsificador"),
    "fuel supplier": ("مزود وقود", "fournisseur de carburant", "proveedor de combustible"),
    "boat supplier": ("مزود قوارب", "fournisseur de pirogues", "proveedor de embarcaciones"),
    "engine supplier": ("مزود محركات", "fournisseur de moteurs", "proveedor de motores"),
    "pilot paid for trips": ("ربان يتقاضى أجرا", "pilote rémunéré", "patrón remunerado"),
    "pick-up driver": ("سائق استقبال", "chauffeur à l'arrivée", "conductor de recogida"),
}
LANGUAGE_AT = {"ar": 0, "fr": 1, "es": 2}
COUNTRY = {
    "MR": ("موريتانيا", "Mauritanie", "Mauritania"),
    "SN": ("السنغال", "Sénégal", "Senegal"),
    "ML": ("مالي", "Mali", "Malí"),
    "MA": ("المغرب", "Maroc", "Marruecos"),
    "DZ": ("الجزائر", "Algérie", "Argelia"),
    "ES": ("إسبانيا", "Espagne", "España"),
    "GN": ("غينيا", "Guinée", "Guinea"),
    "GM": ("غامبيا", "Gambie", "Gambia"),
    "NE": ("النيجر", "Niger", "Níger"),
    "EH": ("", "", ""),  # left blank by every agency: the region's lists do not agree on a word
}
TEXT = {
    "ar": {
        "call": ("رصد اتصال هاتفي بين {a} و{b} من {place}.", "حسب المصدر يتصل {a} بشكل متكرر ب{b}."),
        "works with": (
            "يشتبه في أن {a} يعمل مع {b} في {place}.",
            "أفاد المصدر بأن {a} شوهد مع {b} قرب الميناء في {place}.",
        ),
        "payment": ("يحتمل أن {a} سلم مبلغا إلى {b} في {place}.", "حسب إفادة غير مؤكدة، تحويل من {a} إلى {b}."),
        "travelled together": (
            "سافر {a} و{b} معا إلى {place} حسب سجل المحطة.",
            "شوهد {a} رفقة {b} على متن سيارة نحو {place}.",
        ),
        "lodging": ("يحتمل أن {a} آوى أشخاصا في منزل بحي {quarter} مع {b}.", "منزل في {place} يتردد عليه {a} و{b}."),
        "family": ("ذكر المصدر قرابة بين {a} و{b}.",),
        "alone": ("ورد ذكر {a} في إفادة بشأن رحلات من {place} دون تأكيد.",),
        "subscriber": ("التحقق من هوية مشترك في {place}.",),
        "vehicle keeper": ("مراقبة روتينية للسيارة في {place}.",),
        "landlord": ("عقد إيجار منزل في {place}، لا شبهة.",),
        "boat owner": ("تصريح بملكية مركب في {place}.",),
        "document inquiry": ("تحقق من صحة وثيقة قدمت في {place}.",),
        "fuel inquiry": ("بيع وقود خارج المحطات في {place}، قيد التحقق.",),
        "theft inquiry": ("شكوى سرقة في {place}.",),
        "money transfer agent": ("وكيل تحويل أموال في {place}، طلب معلومات.",),
    },
    "fr": {
        "call": (
            "Contact téléphonique relevé entre {a} et {b} depuis {place}.",
            "Selon la source, {a} appellerait souvent {b}.",
        ),
        "works with": ("{a} travaillerait avec {b} à {place}.", "{a} aurait été vu avec {b} près du port de {place}."),
        "payment": ("{a} aurait remis une somme à {b} à {place}.", "Transfert présumé de {a} vers {b}, à confirmer."),
        "travelled together": (
            "{a} et {b} auraient voyagé ensemble vers {place}.",
            "{a} vu en compagnie de {b}, véhicule en direction de {place}.",
        ),
        "lodging": (
            "{a} hébergerait des personnes avec {b}, quartier {quarter}.",
            "Maison de {place} fréquentée par {a} et {b}.",
        ),
        "family": ("Lien de parenté signalé entre {a} et {b}.",),
        "alone": ("{a} cité dans une déposition sur des départs de {place}, non confirmé.",),
        "subscriber": ("Identification d'abonné à {place}.",),
        "vehicle keeper": ("Contrôle routier ordinaire à {place}.",),
        "landlord": ("Bail d'habitation à {place}, sans soupçon.",),
        "boat owner": ("Déclaration de propriété d'une embarcation à {place}.",),
        "document inquiry": ("Vérification d'un document présenté à {place}.",),
        "fuel inquiry": ("Vente de carburant hors station à {place}, en cours de vérification.",),
        "theft inquiry": ("Plainte pour vol à {place}.",),
        "money transfer agent": ("Agent de transfert à {place}, demande de renseignements.",),
    },
    "es": {
        "call": (
            "Contacto telefónico observado entre {a} y {b} desde {place}.",
            "Según la fuente, {a} llamaría a menudo a {b}.",
        ),
        "works with": ("{a} trabajaría presuntamente con {b} en {place}.", "{a} habría sido visto con {b} en {place}."),
        "payment": ("{a} habría entregado dinero a {b} en {place}.", "Presunto envío de {a} a {b}, sin confirmar."),
        "travelled together": ("{a} y {b} habrían viajado juntos a {place}.",),
        "lodging": ("{a} y {b} frecuentarían una vivienda en {place}.",),
        "family": ("La fuente señala parentesco entre {a} y {b}.",),
        "alone": ("{a} citado en una declaración sobre llegadas a {place}, sin confirmar.",),
        "subscriber": ("Identificación de abonado en {place}.",),
        "vehicle keeper": ("Control rutinario de vehículo en {place}.",),
        "landlord": ("Contrato de alquiler en {place}, sin sospecha.",),
        "boat owner": ("Titularidad de embarcación en {place}.",),
        "document inquiry": ("Comprobación de documento presentado en {place}.",),
        "fuel inquiry": ("Venta de combustible en {place}, en comprobación.",),
        "theft inquiry": ("Denuncia por hurto en {place}.",),
        "money transfer agent": ("Agente de envíos en {place}, solicitud de información.",),
    },
}
TRAVELLERS = {
    "ar": " الركاب بالرموز {first} إلى {last}.",
    "fr": " Voyageurs désignés par les codes {first} à {last}.",
    "es": " Viajeros con códigos {first} a {last}.",
}
