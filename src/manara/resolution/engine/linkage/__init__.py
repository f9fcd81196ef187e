"""Links millions of records into persons, on one machine or on a cluster, with comparisons that cross scripts.

Needs the extra `link` (Splink and DuckDB); a cluster needs the extra `spark` too. A library for people without a node::

    from pathlib import Path
    from manara.resolution.engine.linkage.running import Wanted, link
    link(Wanted((Path("records.csv"),), Path("clusters.csv")), print)
"""
