"""The roles along the crime script, as the vocabulary has them, and the stage of the route where each mostly stands."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from manara.foundation.vocabulary import schemas

#: Code → its words in the four languages, in the order of the vocabulary.
ROLES: Final[Mapping[str, Mapping[str, str]]] = schemas()["NetworkRole"].properties["role"].choices
#: Where a role mostly stands, as a proposal for the form; a person may play it anywhere.
STAGE_OF: Final[Mapping[str, str]] = MappingProxyType({
    "recruiter": "recruitment", "community_head": "recruitment", "online_advertiser": "recruitment", "transporter": "land",
    "guide": "land", "host": "hub", "forger": "hub", "supplier": "coast", "lookout": "coast", "captain": "sea",
})  # fmt: skip
