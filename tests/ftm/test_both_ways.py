"""The followthemoney package reads every line we export, value for value, and we read every line it writes."""

from __future__ import annotations

import io
import json
from typing import Any

from manara.exchange.engine.ftm import FtmEntity, read, to_ftm, write
from manara.foundation.engine.problems import Problem
from manara.foundation.vocabulary import schema, schemas

from .conftest import Ask
from .peer_values import CHECKED, VALUES

CONCRETE = sorted(name for name, one in schemas().items() if not one.abstract)


def sample(name: str) -> FtmEntity:
    """An entity of a schema with every property filled as our imports fill it."""
    filled = {
        prop.name: (next(iter(prop.choices), "") or CHECKED.get(prop.name) or VALUES[prop.type],)
        for prop in schema(name).properties.values()
    }
    return FtmEntity(f"ours-{name}", name, filled)


def test_it_reads_every_line_we_export(ask: Ask) -> None:
    exported = [to_ftm(sample(name)).entity for name in CONCRETE]
    answers = ask("read", write(exported))
    assert len(answers) == len(exported)
    for sent, answer in zip(exported, answers, strict=True):
        assert "refused" not in answer, answer
        assert answer["schema"] == sent.schema
        for prop, values in sent.properties.items():
            assert sorted(answer["properties"].get(prop, [])) == sorted(values), f"{sent.schema}.{prop}"


def test_it_refuses_our_own_schemas_when_they_are_not_translated(ask: Ask) -> None:
    (answer,) = ask("read", write([FtmEntity("x", "Phone", {"number": ("+22290123456",)})]))
    assert "refused" in answer  # else the test above would prove nothing


def test_it_takes_what_is_certain_of_a_date(ask: Ask) -> None:
    values = ("~1984", "2024-03/2024-05", "2019/2021")
    sent = [to_ftm(FtmEntity("p", "Person", {"name": ("x",), "birthDate": (value,)})).entity for value in values]
    answers = ask("read", write(sent))
    assert [answer["properties"].get("birthDate") for answer in answers] == [["1984"], ["2024"], None]
    assert [answer["properties"]["notes"] for answer in answers] == [[f"Date of birth: {value}"] for value in values]


def test_we_read_every_line_it_writes(written: list[dict[str, Any]]) -> None:
    lines = [json.dumps(line).encode() + b"\n" for line in written]
    known = 0
    for (_, result, raw), line in zip(read(io.BytesIO(b"".join(lines))), lines, strict=True):
        given = json.loads(line)
        assert json.loads(raw) == given
        if given["schema"] not in schemas():
            assert isinstance(result, Problem) and result.code == "ftm-unknown-schema"
            continue
        assert isinstance(result, FtmEntity)
        known += 1
        taken = {
            **{name: list(values) for name, values in result.properties.items()},
            **{k: list(v) for k, v in result.unknown.items()},
        }
        former = {"passportNumber": "number", "secondName": "middleName"}
        for name, values in given["properties"].items():
            assert set(values) <= set(taken.get(name) or taken[former[name]]), f"{given['schema']}.{name}"
        assert len(result.problems) == len(result.unknown)
    assert known == len([one for one in schemas().values() if not one.own and not one.abstract])


def test_what_it_writes_comes_back_to_it_unchanged(ask: Ask, written: list[dict[str, Any]]) -> None:
    lines = {line["id"]: line for line in written if line["schema"] in schemas()}
    raw = io.BytesIO(b"".join(json.dumps(line).encode() + b"\n" for line in lines.values()))
    ours = [result for _, result, _ in read(raw) if isinstance(result, FtmEntity)]
    answers = ask("read", write(to_ftm(entity).entity for entity in ours))
    assert len(answers) == len(lines)
    for entity, answer in zip(ours, answers, strict=True):
        for name, values in entity.properties.items():
            assert set(values) <= set(answer["properties"].get(name, [])), f"{entity.schema}.{name}"
