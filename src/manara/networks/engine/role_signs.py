"""The small signs at things of a chart: one for each role along the crime script, and a shield for whom no plan may name.

Each is a path in a box of 12 units around its middle, the same in the still picture and on the page's canvas. It is told by its
form, never by colour, and its word stands in the legend, in the panel and in the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

#: Code of the role → its sign, filled with the rule of even and odd.
ROLE_SIGNS: Final[Mapping[str, str]] = MappingProxyType({
    # A middle with those around it.
    "organiser": "M0-2.2 2.2 0 0 2.2-2.2 0zM-1-6h2v3h-2zM-1 3h2v3h-2zM-6-1h3v2h-3zM3-1h3v2h-3z",
    # Coins upon each other.
    "financier": "M-5 2.5h10v2.5h-10zM-5-1h10v2.5h-10zM-5-4.5h10v2.5h-10z",
    # A horn.
    "recruiter": "M-5.5-1.8h3l6-3.7v11l-6-3.7h-3zM4.5-1h1.5v2h-1.5z",
    # A roof over heads.
    "community_head": "M0-6 6-1.5h-12zM-4.5 0h2.5v5h-2.5zM-1.2 0h2.5v5h-2.5zM2 0h2.5v5h-2.5z",
    # A wheel.
    "transporter": (
        "M-5.5 0a5.5 5.5 0 1 1 11 0a5.5 5.5 0 1 1-11 0zM-3.6 0a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0-7.2 0z"
        "M-1.2-1.2h2.4v2.4h-2.4z"
    ),
    # A way that is pointed out.
    "guide": "M-5.5-1.6h5.5v-3.4l6 5-6 5v-3.4h-5.5z",
    # A house with a door.
    "host": "M0-6 6-.5h-1.5v6h-9v-6h-1.5zM-1.3 5.5h2.6v-3.7h-2.6z",
    # A can of fuel.
    "supplier": "M-4.5-3h9v8.5h-9zM-2.8-5.5h4v1.8h-4zM-2.3-.6h4.6v1.4h-4.6z",
    # A helm.
    "captain": "M-1-6h2v3.2l3-1.2.8 1.8-3 1.3 2.2 2.4-1.4 1.4-2.6-2.6-2.6 2.6-1.4-1.4 2.2-2.4-3-1.3.8-1.8 3 1.2z",
    # A paper with lines, and a pen across.
    "forger": "M-5-5.5h7v11h-7zM-3.5-3.5h4v1.2h-4zM-3.5-.8h4v1.2h-4zM3-3 5.5-4v6l-2.5 3z",
    # A purse.
    "money_collector": (
        "M-2.4-5.8h4.8l-1.2 2.4c3 1.4 4.3 3.6 4.3 5.4 0 2.4-2 3.6-5.5 3.6s-5.5-1.2-5.5-3.6c0-1.8 1.3-4 4.3-5.4z"
        "M-1 0v3.2h2v-3.2z"
    ),
    # An eye.
    "lookout": "M-6 0c3.4-5 8.6-5 12 0c-3.4 5-8.6 5-12 0zM-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0z",
    # A seal that is broken.
    "complicit_official": "M-5-5.5h4.3v4.6l-1.2 1 1.2 1v4.4h-4.3zM.7-5.5h4.3v11h-4.3v-4.4l1.2-1-1.2-1z",
    # A screen.
    "online_advertiser": "M-6-5h12v8h-12zM-4.4-3.4v4.8h8.8v-4.8zM-2.5 4h5v1.5h-5z",
})  # fmt: skip
#: For a role that the vocabulary has and nothing is drawn for.
OTHER_ROLE: Final = "M0-5 5 0 0 5-5 0z"
SHIELD: Final = "M0-6 5-4.2v3.6c0 3-2 5.2-5 6.6-3-1.4-5-3.6-5-6.6v-3.6z"


def sign_of(role: str) -> str:
    """The sign of a role."""
    return ROLE_SIGNS.get(role, OTHER_ROLE)
