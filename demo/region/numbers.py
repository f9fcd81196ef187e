"""Numbers that look like the region's and can belong to nobody: phones, documents, plates, handsets, boats."""

from __future__ import annotations

from demo.region.draws import Draws
from demo.region.shipped import reserved_prefixes

NATIONAL_LENGTH = {"MR": 8, "MA": 9, "SN": 9, "ML": 8, "DZ": 9, "ES": 9}
CALLING_CODE = {"MR": "222", "MA": "212", "SN": "221", "ML": "223", "DZ": "213", "ES": "34"}
# Persons of other countries carry a number of the country they work in.
PHONE_COUNTRY = {"EH": "MA", "NE": "DZ", "GN": "SN", "GM": "SN"}
_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"


class Numbers:
    """Draws numbers, each only once."""

    def __init__(self, draws: Draws) -> None:
        self._draws = draws
        self._used: set[str] = set()
        self._prefixes = reserved_prefixes()

    def _once(self, make: object) -> str:
        for _ in range(1000):
            number = make()  # type: ignore[operator]
            if number not in self._used:
                self._used.add(number)
                return str(number)
        raise RuntimeError("no free number left")

    def phone(self, country: str) -> str:
        """Return a phone in E.164 under a prefix that no operator holds."""
        country = PHONE_COUNTRY.get(country, country)
        length = len(CALLING_CODE[country]) + 1 + NATIONAL_LENGTH[country]

        def make() -> str:
            prefix = self._draws.pick(self._prefixes[country])
            return prefix + self._draws.digits(length - len(prefix))

        return self._once(make)

    def identity(self, country: str) -> tuple[str, str]:
        """Return (kind, number) of an identity document that its country can't have issued."""
        draws = self._draws

        def make() -> str:
            if country == "MR":  # ten digits that leave 1 when divided by 97: this one does not
                while True:
                    number = str(draws.whole(1, 9)) + draws.digits(9)
                    if int(number) % 97 != 1:
                        return number
            if country in ("MA", "EH"):
                return "ZZ0" + draws.digits(5)  # a series no office issues, with a leading zero
            if country == "SN":
                return "9 " + draws.digits(3) + " " + draws.digits(4) + " " + draws.digits(5)  # sexes are 1 and 2
            if country == "ML":
                return "9" + draws.digits(13) + "X"  # sexes are 1 and 2
            if country == "DZ":
                return "99" + draws.digits(16)
            if country == "ES":  # the check letter is the one after the right one
                number = draws.digits(8)
                return number + _DNI[(int(number) + 1) % 23]
            return "XX" + draws.digits(7)

        return "identity", self._once(make)

    def passport(self, country: str) -> tuple[str, str]:
        """Return (kind, number) of a passport in a series (XX0) that no country of the region issues."""
        return "passport", self._once(lambda: f"XX0{self._draws.digits(6)}")

    def plate(self, country: str) -> str:
        """Return a plate of the country's form with a region that does not exist (ES: with vowels)."""
        draws = self._draws
        letters = "ABCDEFGHJKLMNPRSTVWXYZ"

        def make() -> str:
            if country in ("MA", "EH"):
                return f"{draws.whole(1000, 99999)}-{draws.pick('ABDEHW')}-{draws.whole(95, 99)}"
            if country == "SN":
                return f"XX {draws.digits(4)} {draws.pick(letters)}"
            if country == "ML":
                return f"XX{draws.digits(4)}ZX"
            if country == "DZ":
                return f"{draws.whole(10000, 99999)}.1{draws.whole(10, 24)}.{draws.whole(88, 99)}"
            if country == "ES":
                return f"{draws.digits(4)} {draws.pick('AEIOU')}{draws.pick('AEIOU')}{draws.pick('AEIOU')}"
            return f"{draws.digits(4)}{draws.pick(letters)}{draws.pick(letters)}{draws.whole(90, 99)}"

        return self._once(make)

    def imei(self) -> str:
        """Return fifteen digits with a right check digit whose type code begins with 00: test equipment."""

        def make() -> str:
            body = "009999" + self._draws.digits(8)
            total = 0
            for index, digit in enumerate(reversed(body)):
                value = int(digit) * (2 if index % 2 == 0 else 1)
                total += value - 9 if value > 9 else value
            return body + str((10 - total % 10) % 10)

        return self._once(make)

    def registration(self, country: str) -> str:
        """Return a boat's registration in a port series that does not exist."""
        form = {
            "MR": "NX-9{}",
            "SN": "XX {} P",
            "MA": "99/9-{}",
            "EH": "99/9-{}",
            "DZ": "ZZ-9{}",
            "ES": "9ª-XX-{}-99",
        }.get(country, "XX-9{}")
        return self._once(lambda: form.format(self._draws.digits(4)))


def slip(draws: Draws, number: str) -> str:
    """Return `number` with one of its last five digits changed to a neighbour: a slip of the pen."""
    places = [i for i, sign in enumerate(number) if sign.isdigit()][-5:]
    if not places:
        return number
    index = draws.pick(places)
    changed = str((int(number[index]) + draws.pick((1, 9))) % 10)
    return number[:index] + changed + number[index + 1 :]


def local(phone: str, style: int) -> str:
    """Return an E.164 phone as people write it: 0 E.164, 1 spaced with +, 2 with 00, 3 national, 4 national spaced."""
    code = next(c for c in CALLING_CODE.values() if phone.startswith("+" + c))
    national = phone[len(code) + 1 :]
    pairs = " ".join(national[i : i + 2] for i in range(0, len(national), 2))
    if style == 1:
        return f"+{code} {pairs}"
    if style == 2:
        return f"00{code}{national}"
    if style == 3:  # without the 0 that MA and DZ put before it: the spreadsheet took it for a figure
        return national
    if style == 4:
        odd = len(national) % 2
        return (national[:3] + " " if odd else "") + " ".join(
            national[i : i + 2] for i in range(3 * odd, len(national), 2)
        )
    return phone


def country_of(phone: str) -> str:
    """Return the country of an E.164 phone of the region."""
    return next(country for country, code in CALLING_CODE.items() if phone.startswith("+" + code))
