"""The encoding of short files is told from how they read."""

from __future__ import annotations

import pytest

from manara.intake.engine.reading.encodings import canonical, rank, word_score

ARABIC = (
    "الاسم;الهاتف\nمحمد ولد أحمد;22290001000\nفاطمة بنت سيدي;22290001001\n",
    "اسم\nأحمد\n",
    "الاسم الكامل,تاريخ الميلاد,مكان الميلاد\nعبد الله ولد محمدن,1984,نواكشوط\nمريم منت عبد الرحمن,1990,نواذيبو\n",
    "الرقم;الاسم;Nom français\n1;نواكشوط;Nouakchott\n2;كيفة;Kiffa\n",
)
FRENCH = (
    "nom;prénom;né le\nLefèvre;Hélène;12/03/1984\n",
    "prénom\nZoé\n",
    "Nom,Prénom,Téléphone\nDIOP,Amédée,221\nÉCOLE,FRANÇOIS,N° 12\n",
    "RÉFÉRENCE;DATE;LIEU D'INTERPELLATION\n1;2;À Nouakchott\n",
)
SPANISH = (
    "nombre;apellidos;teléfono\nIñigo;Muñoz Núñez;34\n",
    "matrícula\nÁngel\n",
    "Niño\naño\n",
    "DIRECCIÓN,TELÉFONO,NIÑOS\nESPAÑA,1,2\n",
)


def decoded(data: bytes) -> str:
    return data.decode(rank(data)[0].encoding)


@pytest.mark.parametrize(
    "encoding", ["cp1256", "iso8859-6", "mac-arabic", "cp720", "utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("text", ARABIC[:3])
def test_arabic_is_read_in_every_encoding_it_comes_in(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("text", FRENCH + SPANISH)
@pytest.mark.parametrize("encoding", ["cp1252", "iso8859-15", "utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"])
def test_french_and_spanish_are_not_taken_for_arabic(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text


def test_arabic_with_french_words_is_windows_1256() -> None:
    assert rank(ARABIC[3].encode("cp1256"))[0].encoding == "cp1256"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    (guess,) = rank("اسم;nom\n".encode(encoding))
    assert guess.encoding in ("utf-16-le", "utf-8-sig")
    assert "اسم" in guess.sample


def test_what_is_plain_ascii_is_utf_8() -> None:
    assert [guess.encoding for guess in rank(b"name,phone\nA,1\n")] == ["utf-8"]


def test_the_others_are_offered_with_text_to_judge_by() -> None:
    guesses = rank(ARABIC[0].encode("cp1256"))
    assert len(guesses) > 5
    assert len({guess.encoding for guess in guesses}) == len(guesses)
    assert "محمد" in guesses[0].sample
    assert all(guess.sample and guess.label for guess in guesses)
    assert all("محمد" not in guess.sample for guess in guesses[1:])


def test_a_file_pasted_together_is_read_as_what_most_of_it_is() -> None:
    mostly = "اسم,هاتف\n".encode() * 20 + "Hélène,1\n".encode("cp1252")
    assert rank(mostly)[0].encoding == "utf-8"


def test_a_character_cut_at_the_end_of_the_sample_is_still_utf_8() -> None:
    assert rank("اسم محمد".encode()[:-1])[0].encoding == "utf-8"


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("windows-1256", "cp1256"),
        ("CP1256", "cp1256"),
        ("latin-1", "cp1252"),
        ("ISO-8859-6", "iso8859-6"),
        ("UTF8", "utf-8"),
    ],
)
def test_encodings_have_one_name(given: str, name: str) -> None:
    assert canonical(given) == name


def test_an_unknown_encoding_has_no_name() -> None:
    with pytest.raises(LookupError):
        canonical("klingon")


def test_a_real_word_reads_better_than_its_misreading() -> None:
    right, pairs = word_score("محمد")
    wrong, wrong_pairs = word_score("محمد".encode("cp1256").decode("cp1252"))
    assert right / pairs > wrong / wrong_pairs
