"""The demonstration's agencies, circles and people, made through the same actions that an administrator uses."""

from __future__ import annotations

import base64
import json
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP as Clock

from demo import SIGN_INS
from manara.foundation import access
from manara.foundation.actions.accept_invitation import accept_invitation
from manara.foundation.actions.add_agency import add_agency
from manara.foundation.actions.admit_member import admit_member
from manara.foundation.actions.invite import invite
from manara.foundation.actions.open_circle import open_circle
from manara.foundation.models import Agency, Circle, Invitation, User
from manara.foundation.node.state import NodeProblem

# The region's own words for roles and kinds, where they differ from the platform's.
ROLES = {"first responder": "first-responder", "liaison officer": "liaison"}
KINDS = {"border police": "border", "coast guard": "coast-guard", "coordinating authority": "national-authority"}
CIRCLE_KINDS = {"partner": "release"}
# People of the protection node have no account on this one: that is the wall.
ELSEWHERE = frozenset({"case worker"})
ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class SignIn:
    """How one person of the demonstration signs in."""

    role: str
    code: str
    password: str
    secret: str

    def one_time_code(self) -> str:
        """The six digits that hold just now."""
        return Clock(base64.b32decode(self.secret), 6, SHA1(), 30).generate(int(time.time())).decode()  # noqa: S303  RFC 6238


@dataclass
class Cast:
    """Everybody and every circle by code."""

    users: dict[str, User]
    circles: dict[str, Circle]
    agencies: dict[str, Agency]
    sign_ins: list[SignIn]


def populate(manifest: Mapping[str, Any], data_dir: Path) -> Cast:
    """Make agencies, circles and people. Raises NodeProblem where a loading before was stopped half-way."""
    listed = [person for person in manifest["users"] if person["role"] not in ELSEWHERE]
    first = next(person for person in listed if person["role"] == ADMINISTRATOR)
    if User.objects.filter(code=first["code"]).exists():
        raise NodeProblem(f"The loading of {data_dir} was stopped half-way; remove that folder and start again.")
    home = Agency.objects.get(code="administration")
    sign_ins = [_account(first, home)]
    Invitation.objects.filter(accepted_at=None).delete()
    administrator = User.objects.get(code=first["code"])
    agencies = {}
    with access.acting(administrator, purpose="mise en service du nœud") as viewer:
        for given in manifest["agencies"]:
            names = {f"name_{language}": name for language, name in given["names"].items()}
            kind = KINDS.get(given["kind"], given["kind"])
            agencies[given["code"]] = add_agency(viewer, code=given["code"], kind=kind, country=given["country"], **names)
    for person in listed:
        if person is not first:
            sign_ins.append(_account(person, agencies[person["agency"]]))
    users = {person["code"]: User.objects.get(code=person["code"]) for person in listed}
    circles = _circles(manifest, listed, users, agencies)
    return Cast(users, circles, agencies, sign_ins)


def kept_sign_ins(data_dir: Path) -> list[SignIn]:
    """The sign-ins of a demonstration that was loaded before; none if it was not."""
    file = data_dir / SIGN_INS
    return [SignIn(**each) for each in json.loads(file.read_text("utf-8"))] if file.exists() else []


def _account(person: Mapping[str, Any], agency: Agency) -> SignIn:
    role = ROLES.get(person["role"], person["role"])
    _invitation, token = invite(None, code=person["code"], agency=agency, roles=[role])
    password = "-".join(secrets.choice(_WORDS) for _ in range(4))
    user = accept_invitation(token, password)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return SignIn(role, person["code"], password, secret)


def _circles(
    manifest: Mapping[str, Any], listed: list[Any], users: Mapping[str, User], agencies: Mapping[str, Agency]
) -> dict[str, Circle]:
    circles: dict[str, Circle] = {}
    for given in manifest["circles"]:
        members = [users[person["code"]] for person in listed if given["code"] in person["circles"]]
        if given["kind"] == "agency":
            circles[given["code"]] = Circle.objects.get(kind="agency", agency=agencies[given["code"]])
            continue
        if not members:
            continue
        keeper, *others = sorted(members, key=lambda user: ("investigator" not in user.roles, user.code))
        with access.acting(keeper, purpose="ouverture du cercle") as viewer:
            kind = CIRCLE_KINDS.get(given["kind"], given["kind"])
            circle, viewer = open_circle(viewer, kind=kind, name=given["names"]["fr"], purpose=given["names"]["fr"])
            for user in others:
                admit_member(viewer, circle, user, reason="membre dès l’ouverture du cercle")
        circles[given["code"]] = circle
    return circles


def keep_sign_ins(sign_ins: list[SignIn], data_dir: Path) -> None:
    """Keep them in the demonstration's own folder, which says that all of it is loaded."""
    file = data_dir / SIGN_INS
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as target:
        json.dump([vars(each) for each in sign_ins], target, indent=1)


_WORDS = (
    "amber", "anchor", "basalt", "beacon", "cedar", "comet", "coral", "delta", "dune", "ember", "falcon", "fjord", "garnet",
    "granite", "harbour", "heron", "indigo", "island", "jasmine", "kelp", "lagoon", "lantern", "lemon", "maple", "meadow",
    "nectar", "ocean", "olive", "onyx", "pebble", "pepper", "quartz", "raven", "river", "saffron", "salt", "silver", "tide",
    "timber", "umber", "velvet", "walnut", "willow", "zephyr",
)  # fmt: skip
