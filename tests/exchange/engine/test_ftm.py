"""FollowTheMoney lines are written as others read them and read as others write them; nothing is lost without a word."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manara.exchange.engine import ftm
from manara.exchange.engine.ftm import FtmEntity, read, write
from manara.foundation.engine.problems import Problem
from manara.foundation.vocabulary import schemas

values = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@st.composite
def entities(draw: st.DrawFn) -> FtmEntity:
    schema = draw(st.sampled_from(sorted(name for name, one in schemas().items() if not one.abstract)))
    names = draw(st.lists(st.sampled_from(sorted(schemas()[schema].properties)), max_size=5, unique=True))
    return FtmEntity(
        draw(values),
        schema,
        {name: tuple(draw(st.lists(values, min_size=1, max_size=3, unique=True))) for name in names},
    )


@given(st.lists(entities(), max_size=5))
def test_what_is_written_is_read_again(written: list[FtmEntity]) -> None:
    stream = io.BytesIO(b"".join(write(written)))
    found = [entity for _, entity, _ in read(stream)]
    assert found == written


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_told(raw: bytes) -> None:
    for number, result, line in read(io.BytesIO(raw)):
        assert number >= 1 and line.strip()
        assert isinstance(result, FtmEntity | Problem)


def test_lines_hold_texts_only_and_each_value_once() -> None:
    line = b"".join(
        write(
            [FtmEntity.of_statements("a", "Person", [("name", "محمد"), ("name", "محمد"), ("name", ""), ("alias", "x")])]
        )
    )
    assert line.endswith(b"\n") and line.count(b"\n") == 1
    assert json.loads(line) == {"id": "a", "schema": "Person", "properties": {"alias": ["x"], "name": ["محمد"]}}


def lines(*given: object) -> list[FtmEntity | Problem]:
    raw = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in given)
    return [result for _, result, _ in read(io.BytesIO(raw))]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"not json", "ftm-not-json"), (b"[1, 2]", "ftm-not-json"),
        (b'{"id": "a"', "ftm-not-json"), (b"\xff\xfe", "ftm-not-json"),
        ({"schema": "Person"}, "ftm-no-id"),
        ({"id": 7, "schema": "Person"}, "ftm-no-id"), ({"id": "a" * 256, "schema": "Person"}, "ftm-no-id"),
        ({"id": "a"}, "ftm-no-schema"),
        ({"id": "a", "schema": 3}, "ftm-no-schema"), ({"id": "a", "schema": "Project"}, "ftm-unknown-schema"),
        ({"id": "a", "schema": "Thing"}, "ftm-abstract-schema"),
        ({"id": "a", "schema": "Person", "properties": [1]}, "ftm-properties"),
        (b"[" * 100_000, "ftm-not-json"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_entity_is_told(line: object, code: str) -> None:
    good = {"id": "b", "schema": "Person", "properties": {"name": ["x"]}}
    problem, entity = lines(line, good)
    assert isinstance(problem, Problem) and problem.code == code and problem.sentence != code
    assert isinstance(entity, FtmEntity) and entity.id == "b"


def test_an_unknown_property_is_kept_aside_and_told() -> None:
    (entity,) = lines({"id": "a", "schema": "Person", "properties": {"name": ["x"], "religion": ["y"]}})
    assert isinstance(entity, FtmEntity)
    assert entity.properties == {"name": ("x",)} and entity.unknown == {"religion": ("y",)}
    assert [problem.code for problem in entity.problems] == ["ftm-unknown-property"]


def test_values_that_are_no_texts_are_read_as_far_as_they_go() -> None:
    (entity,) = lines(
        {
            "id": "a",
            "schema": "Payment",
            "properties": {"amount": [200, 1.5], "purpose": "one", "currency": [None, True, ["x"]]},
        }
    )
    assert isinstance(entity, FtmEntity)
    assert entity.properties["amount"] == ("200", "1.5") and entity.properties["purpose"] == ("one",)
    assert [problem.code for problem in entity.problems] == ["ftm-value", "ftm-value"]


def test_an_entity_inside_another_comes_out_by_itself() -> None:
    place = {"id": "p", "schema": "Address", "properties": {"full": ["Nouadhibou"]}}
    inner, outer = lines({"id": "a", "schema": "Person", "properties": {"name": ["x"], "addressEntity": [place]}})
    assert isinstance(inner, FtmEntity) and inner.id == "p"
    assert isinstance(outer, FtmEntity) and outer.properties["addressEntity"] == ("p",)


def test_an_entity_inside_itself_without_end_is_told() -> None:
    nested: dict[str, object] = {"id": "z", "schema": "Note", "properties": {}}
    for _ in range(20):
        nested = {"id": "z", "schema": "Note", "properties": {"entity": [nested]}}
    assert any(isinstance(result, Problem) for result in lines(nested))


def test_former_names_of_properties_are_understood() -> None:
    (passport,) = lines(
        {"id": "a", "schema": "Passport", "properties": {"passportNumber": ["B1"], "number": ["B1", "B2"]}}
    )
    assert (
        isinstance(passport, FtmEntity) and set(passport.properties["number"]) == {"B1", "B2"} and not passport.problems
    )


def test_numbers_bytes_and_byte_order_marks_of_lines() -> None:
    line = b'{"id": "a", "schema": "Person"}'
    found = list(read(io.BytesIO(b"\xef\xbb\xbf" + line + b"\r\n\r\n  \n" + line)))
    assert [(number, raw) for number, _, raw in found] == [(1, line), (4, line)]
    assert all(isinstance(entity, FtmEntity) for _, entity, _ in found)


def test_an_endless_line_is_told_and_the_next_one_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ftm, "LONGEST_LINE", 1000)
    stream = io.BytesIO(b"x" * 10_500 + b'\n{"id": "a", "schema": "Person"}\n')
    (first, problem, raw), (second, entity, _) = read(stream)
    assert (first, second) == (1, 2)
    assert isinstance(problem, Problem) and problem.code == "ftm-line-long" and len(raw) == 1001
    assert isinstance(entity, FtmEntity)


def test_reading_holds_one_line_at_a_time() -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b'{"id": "a", "schema": "Person"}\n'

    class Stream(io.RawIOBase):
        supply = endless()

        def readline(self, size: int | None = -1) -> bytes:
            return next(self.supply)

    reading = read(Stream())  # type: ignore[arg-type]
    assert [next(reading)[0] for _ in range(3)] == [1, 2, 3]
