"""What the commands of names and of linkage say while they work and when they end."""

from __future__ import annotations

from manara.foundation.engine.problems import register

register("pairs-at-work", "pairs: %(n)s")
register("candidates-at-work", "of %(all)s candidates read: %(n)s")
register("queries-at-work", "queries: %(n)s")
register("names-at-work", "names: %(n)s")
register("at-work-rate", "%(progress)s, %(rate)s a second")
register("pairs-done", "Pairs compared: %(n)s")
register("queries-done", "Names searched: %(n)s")
register("names-done", "Names parsed: %(n)s")
register("names-rows-aside", "Rows set aside, each with its line, reason and bytes, in %(file)s: %(n)s")
register("costs-written", "%(file)s written, SHA-256 %(digest)s")

register("link-not-installed", "%(name)s is not installed: pip install 'manara[link]'")
register("link-reading", "records read: %(n)s")
register("link-gathering", "bringing the records together")
register("link-finding", "finding what is to be compared")
register("link-counting", "counting how often two persons agree")
register("link-learning", "learning how often one person's records agree")
register("link-comparing", "comparing")
register("link-persons", "making persons of pairs")
register("link-explaining", "explaining")
register("link-done", "records: %(records)s, persons: %(persons)s, by pairs: %(pairs)s")
register("link-missed", "Not compared though one person: about %(share)s of such pairs.")
register("link-missed-unknown", "How many of one person's pairs were never compared can't be told from so few.")
register("link-explained", "Pairs explained: %(n)s; %(table)s, %(page)s")
register("link-too-common", "Keys that very many share and that were not compared by: %(n)s.")
