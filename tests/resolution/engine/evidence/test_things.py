"""Two boats, papers or places weighed, how many persons hold a number, and which numbers are one slip away."""

from __future__ import annotations

import pytest

from manara.foundation.engine.partial_date import PartialDate
from manara.resolution.engine.deconflicting import telling
from manara.resolution.engine.evidence import Known, KnownThing, weigh_things
from manara.resolution.engine.holding import persons_among
from manara.resolution.engine.near_misses import near_misses

BOAT = KnownThing("vessel", names=("Yaye Fatou",), numbers=("NDB-4471",))


def probability(one: KnownThing, other: KnownThing) -> float:
    there, back = weigh_things(one, other), weigh_things(other, one)
    assert there.probability == pytest.approx(back.probability), "the same from either side"
    return there.probability


def test_a_number_says_more_than_a_name_and_a_slip_less_than_the_number() -> None:
    same = probability(BOAT, KnownThing("vessel", names=("ياي فاتو",), numbers=("ndb 4471",)))
    slip = probability(BOAT, KnownThing("vessel", names=("Yaye Fatou",), numbers=("NDB-4477",)))
    name = probability(BOAT, KnownThing("vessel", names=("Yaye Fatou",)))
    apart = probability(BOAT, KnownThing("vessel", names=("Yaye Fatou",), numbers=("SL-0022",)))
    assert same > 0.95 > slip > 0.5 > name > 0.01 > apart


def test_a_paper_that_others_hold_in_another_country_is_another() -> None:
    paper = KnownThing("paper", numbers=("M1204471",), countries=("mr",), holders=("Sidi Moctar",))
    assert probability(paper, KnownThing("paper", numbers=("M 120 4471",), holders=("سيدي المختار",))) > 0.9
    assert probability(paper, KnownThing("paper", numbers=("M1204471",), countries=("sn",))) < 0.01
    stranger = KnownThing("paper", numbers=("M1204471",), countries=("mr",), holders=("Fatou Diop",))
    assert probability(paper, stranger) < probability(paper, KnownThing("paper", numbers=("M1204471",), countries=("mr",)))


def test_places_near_each_other_are_one_and_far_ones_are_not() -> None:
    house = KnownThing("place", names=("Maison bleue",), points=((20.9001, -17.0502),))
    assert probability(house, KnownThing("place", names=("Maison bleue",), points=((20.9004, -17.0501),))) > 0.9
    assert probability(house, KnownThing("place", names=("Maison bleue",), points=((21.5, -17.0),))) < 0.01


def test_nothing_known_of_one_says_nothing() -> None:
    assert weigh_things(BOAT, KnownThing("vessel")).evidence == ()


def test_one_man_in_five_reports_is_one_holder_and_a_family_is_as_many_as_it_is() -> None:
    man = ["Mohamed Ould Ahmed Salem", "محمد ولد أحمد سالم", "Mohamed Ould Ahmed Salem"]
    family = ["Fatimetou Mint Sidi Brahim", "Traoré Mamadou"]
    assert persons_among(("", name) for name in man) == 1
    assert persons_among(("", name) for name in [*man, *family]) == 3
    assert persons_among([("=7", "Sidi Moctar"), ("=7", "Awa Diop")]) == 1, "judged one, whatever they are called"
    assert persons_among([]) == 0


def test_one_figure_and_two_neighbours_exchanged_are_near() -> None:
    near = near_misses("d1:M1204471")
    assert {"d1:M1204477", "d1:M1204741", "d1:M0204471"} <= near and "d1:M1204471" not in near
    assert all(each.startswith("d1:") for each in near)
    assert near_misses("d1:12A") == frozenset() == near_misses("b1:YYFT")


@pytest.mark.parametrize("born", ["1984", "1984-03", "1984-01-01"])
def test_only_a_whole_name_with_a_day_of_birth_is_looked_for_beyond_a_wall(born: str) -> None:
    name = "Zeidane Ould Cheikhna Tolba"
    assert telling(Known(names=(name,), births=(PartialDate.from_iso("1984-03-12"),))) == [("n1:w:TLB.XKN.ZDN", "1984-03-12")]
    assert telling(Known(names=(name,), births=(PartialDate.from_iso(born),))) == []
    assert telling(Known(names=("Zeidane", "", "؟؟"), births=(PartialDate.from_iso("1984-03-12"),))) == []
