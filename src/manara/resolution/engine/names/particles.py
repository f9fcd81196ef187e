"""The words of the region's names that are no name by themselves: what joins father and son, titles, articles."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

Role = Literal["son", "daughter", "father-of", "mother-of", "tribe", "title", "article", "servant", "nickname"]


def _these(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


SERVANT_AR: Final = "عبد"
ARTICLES: Final = _these(
    "al el ul ad ed as es ar er az ez an en at et ash ech esh ach il l ud us ur uz un ut ush ath eth adh edh ال"
)
OF_GOD: Final = _these("allah ullah illah ellah oullah lah llah")
OF_FAITH: Final = _these("eddine eddin uddin addin aldin eldin eldine aldine eldeen aldeen edine din dine deen")

# What makes one name with the article and the word behind it, أبو القاسم, أم الخير, ذو الفقار; and those that have the article.
OWNER_ARTICLED: Final = _these("abul aboul abol abual aboual abuel abouel oumel oumoul umul ummul zul zoul dhul thul")
#: The one name that they make without an article: أبو بكر, Abou Bakr.
BAKR: Final = _these("بكر bakr bekr bakar bacar baker bakre")
OWNER: Final = OWNER_ARTICLED | _these("abu abou bou abo um oum umm oumou dhu zou zu ابو ابا ابي بو ام ذو ذا ذي")
#: What faith is glued to without its article: Azdine for عز الدين, Nourdine for نور الدين.
FAITHFUL: Final = _these(
    "az azz ez ezz iz izz nour nor noor nur salah sala slah charaf cheref sharaf chams chems shams saif seif sayf seyf sif "
    "jamal djamal djamel jamel gamal kamal kamel jalal djalal djallal badr bedr houssam hossam hussam hocem houcem mohi "
    "mohy mouhi mohyi mohey khair kheir khayr taj tadj tej najm nejm nedjm nadjm fakhr fekhr imad imed emad aimad zain zein "
    "zin zine rokn roukn borhan bourhan chihab chiheb chehab shihab siraj seradj serraj nasr nacer naceur nasser nasir sadr "
    "takiy taki taqi qotb kotb ghiat saad sad bah baha alaa ala allaa diaa dhia dhiaa zia"
)
#: Given names by what they are with the article of the word behind them: Zeinel Abidine for زين العابدين, Nourel Houda.
ARTICLE_BEHIND: Final[Mapping[str, str]] = MappingProxyType(
    {
        stem + article: stem
        for article, stems in (
            ("el", "zein zeyn zain zin zine nour badr seif seyf chams shams ezz izz saad"),
            ("oul", "nour badr saad"), ("ul", "zain nur noor nour badr seif saif shams"),
        )
        for stem in stems.split()
    }
)  # fmt: skip

WORDS: Final[Mapping[Role, frozenset[str]]] = MappingProxyType(
    {
        "son": _these(
            "ould wuld uld ouled wld weld wald oul walad ben bin bn ibn ibnu b o ag بن ابن ولد ول اولاد ويلد اق اغ اگ"
        ),
        "daughter": _these("mint ment mt bint bent binti bnt bte منت بنت منه"),
        "father-of": _these("abu abou bou aboul abul ابو ابا ابي بو"),
        "mother-of": _these("um oum umm oumou ام"),
        "tribe": _these("ait ayt ايت idaw id"),
        "title": _these(
            "sidi sid seyid sayed sayyid cheikh cheick sheikh shaikh hadj haj hajj elhadj elhaj alhaji moulay mulay "
            "moulaye lalla dr mr mme mrs mlle sr sra don سيدي سيد السيد شيخ الشيخ حاج الحاج مولاي لالا لله دكتور استاذ"
        ),
        "nickname": _these("dit dite alias surnomme surnommee apodado apodada الملقب المدعو الشهير المعروف aka"),
    }
)
# What only parsing knows as titles, ranks and offices; the words above are also passed over where names are compared.
OFFICES: Final = _these(
    "pr prof professeur profesor docteur doctor maitre me colonel col general gen gal capitaine cne capitan lieutenant lt "
    "commandant cdt comandante adjudant sergent sergento imam fqih monsieur madame mademoiselle srta senor senora dona mrs "
    "الدكتور الدكتوره دكتوره الاستاذ الاستاذه استاذه العقيد العميد المقدم الرايد النقيب اللواء الفريق الملازم الامام المهندس "
    "السيده الانسه الفقيه"
)
# What stands before the name by which somebody goes.
NICKNAMED: Final = WORDS["nickname"] | _these(
    "الملقبه المكني المكناه المدعوه الشهيره المعروفه ملقب المسمي llamado llamada apodo sobrenombre"
)
# Second words of given names of two: زين العابدين, Nour El Houda, سيف الإسلام; and of فاطمة الزهراء, with article or without.
BEHIND_ARTICLE: Final = _these(
    "العابدين الهدي الاسلام الدين الله الحق العرب الضحي النصر الصباح abidine abedine abidin abdine houda "
    "huda hoda islam hak haq hakk"
)
BEHIND_FATIMA: Final = _these("الزهراء الزهره زهراء زهره ezzahra azzahra zahra zohra zahraa ezzohra")
ROLE_OF: Final[Mapping[str, Role]] = MappingProxyType({word: role for role, words in WORDS.items() for word in words})
# Clan names of the Senegal and Niger valleys in French spelling: Wolof, Pulaar, Soninke, Bambara. They are borne like a
# family's name, by women and men alike, and may stand first.
CLANS: Final = _these(
    "ba bah bathily barry camara cisse coulibaly dembele dia diakite diallo diarra dieng diop diouf djigo doucoure fall faye "
    "fofana gassama gaye gueye ka kane keita konate kone konte ly mbaye mbodj ndao ndiaye ndongo niang niare sakho sall "
    "sangare sarr seck sidibe sissoko soumare sow sy sylla tall tandia thiam tounkara toure traore wade wague wane yattara"
)
#: Titles that one paper writes and the next does not; the offices that are also names (Imam) or short (me, gen) are no such.
TITLES: Final = WORDS["title"] | _these(
    "sheik shaykh sheykh cheykh chej cheij xej jeque hadji haji hajja hajjah hadja colonel col general capitaine captain "
    "capitan commandant commander lieutenant lt major maitre docteur doctor doctora prof professeur professor ing "
    "الدكتور الدكتوره دكتوره دكتر الاستاذ استاذه العقيد عقيد اللواء النقيب الفريق العميد الرايد المهندس الحاجه حاجه"
)
# Said is a given name far more often than a misspelt Sayyid: it never only joins.
JOINING: Final = frozenset(ROLE_OF) - {"said", "um", "id"} | TITLES | _these(
    "de la le du da van von m الملقبه المكني المكناه المدعوه الشهيره المعروفه"
)
#: The words that only join by their kind: of one kind, one paper writes this and the next that (ولد and بن).
Joint = Literal["", "son", "daughter", "tribe", "aside"]
_KINDS: Final[Mapping[Joint, frozenset[str]]] = {
    "son": WORDS["son"], "daughter": WORDS["daughter"], "tribe": WORDS["tribe"], "aside": TITLES
}  # fmt: skip
JOINT_OF: Final[Mapping[str, Joint]] = MappingProxyType({
    word: kind for kind, words in _KINDS.items() for word in words & JOINING
})  # fmt: skip
