"""Whom the other side calls a victim, a witness, a child or a passenger is matched by no name, either."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

BEFORE = import_module("manara.resolution.migrations.0004_notices").DECONFLICT
ARGUMENTS = "bigint[], bigint[], varchar[], varchar[]"
# Written as people do, without the signs that one writes and the next leaves out; a part of a word is enough, since what is
# kept back by mistake is only not told.
_SIGNS = "".join(map(chr, (*range(0x64B, 0x653), 0x640)))  # Arabic vowel signs and the lengthening stroke: left out
_LETTERS = "أإآٱةىàâäáéèêëíìîïóòôöúùûüñçÀÂÄÁÉÈÊËÍÌÎÏÓÒÔÖÚÙÛÜÑÇ"  # the database's lower() knows plain letters only
_PLAIN = f"translate(lower({{}}), '{_LETTERS}{_SIGNS}', 'ااااهي{'aaaaeeeeiiiioooouuuunc' * 2}')"
_SHIELDED = f"""
      and not exists (
        select from intake_statement s join unnest(shielding) word
          on position({_PLAIN.format("word")} in {_PLAIN.format("s.value")}) > 0
        where s.entity_id = o.id and s.prop = any(said_in))
    order by mine.id, o.audience_id, o.id
  ), whole as ("""
_WHOLE = """
    order by mine.id, o.audience_id, o.id
  ), whole as ("""
DECONFLICT = BEFORE.replace("births varchar[])", "births varchar[], shielding varchar[], said_in varchar[])").replace(
    _WHOLE, _SHIELDED
)


class Migration(migrations.Migration):
    dependencies = [("resolution", "0005_suggested_kinds")]

    operations = [
        migrations.RunSQL(f"drop function manara_deconflict({ARGUMENTS})", BEFORE),
        migrations.RunSQL(DECONFLICT, f"drop function manara_deconflict({ARGUMENTS}, varchar[], varchar[])"),
    ]
