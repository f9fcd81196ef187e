"""The shapes that the answers of all rooms share: who says something, how sure, and what may be done with it."""

from __future__ import annotations

import uuid
from typing import Annotated, Literal

from ninja import Field, Schema

HandlingCode = Annotated[
    Literal["", "H0", "H1", "H2", "H3"], Field(description="The handling code; the strictest, where several speak.")
]


class Agency(Schema):
    code: str
    name: Annotated[str, Field(description="In the language asked for.")]


class Grade(Schema):
    """A grade as its author gave it: never mapped from one scheme to another."""

    scheme: Annotated[str, Field(description="4x4 (Europol), 3x5x2 (United Kingdom) or 6x6 (Admiralty).")]
    source: str
    information: str


class SaidBy(Schema):
    """The report that vouches for what is said: nothing is known here but by a report."""

    report: uuid.UUID
    agency: Agency
    source: Annotated[str, Field(description="The reference of the source where it may be shown; never who it is.")]
    grade: Grade
    handling: HandlingCode
    tlp: str
    conditions: str
    dated: Annotated[str, Field(description="The day it speaks of where known, else the day it was written.")]


class Choice(Schema):
    code: str
    label: str


class PropertyWords(Schema):
    name: str
    label: str
    type: str
    range: str | None = None
    choices: list[Choice] = []


class EdgeWords(Schema):
    source: str
    target: str
    directed: bool
    label: str


class SchemaWords(Schema):
    """A kind of thing, tie or event that reports speak of, in the words of the language asked for."""

    name: str
    label: str
    plural: str
    parents: list[str]
    abstract: bool
    own: Annotated[bool, Field(description="Whether FollowTheMoney lacks it.")]
    properties: list[PropertyWords]
    edge: EdgeWords | None = None


class Vocabulary(Schema):
    schemas: list[SchemaWords]


class Token(Schema):
    id: uuid.UUID
    name: str
    prefix: str
    purpose: str
    abilities: list[str]
    expires_at: str


class Limits(Schema):
    requests_a_minute: int
    page: int


class Me(Schema):
    """In whose name the programme asks, and how far its token goes."""

    code: str
    agency: uuid.UUID
    roles: list[str]
    abilities: Annotated[list[str], Field(description="What both the person and the token may do.")]
    purpose: Annotated[str, Field(description="What this request is recorded with.")]
    token: Token
    limits: Limits
