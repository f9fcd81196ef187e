"""The peer: Splink 5 on DuckDB with the comparisons it brings along, on the blocks that Manara made."""

from __future__ import annotations

import logging
from pathlib import Path

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

THRESHOLDS = (0.9, 0.99, 0.999)


def peer_linker(records: Path, table: Path, folder: Path) -> Linker:
    """A trained linker over the same records and blocks; names, births and the rest as its documentation compares them."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    connection = duckdb.connect(config={"temp_directory": str(folder / "peer"), "memory_limit": "8GB"})
    connection.execute(
        """create table people as select b.row, b.key, b.name_1, b.number_1, a.* exclude (place, record, person), phone_1 from (
             select row_number() over () - 1 as place, record, person, lower(name) as name, birth, document, nationality, sex,
                    relative, string_split(phone, ';')[1] as phone_1
             from read_csv(?, header = true, all_varchar = true, parallel = false)) a
           join read_parquet(?) b on a.place = b.row""",
        [str(records), str(table)],
    )
    settings = SettingsCreator(
        link_type="dedupe_only", unique_id_column_name="row", retain_matching_columns=False,
        blocking_rules_to_generate_predictions=[block_on("key", arrays_to_explode=["key"])],
        comparisons=[
            cl.NameComparison("name"), cl.DateOfBirthComparison("birth", input_is_string=True),
            cl.ExactMatch("phone_1").configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("document", 1), cl.ExactMatch("nationality").configure(term_frequency_adjustments=True),
            cl.ExactMatch("sex"), cl.NameComparison("relative"),
        ],
    )  # fmt: skip
    linker = Linker(DuckDBAPI(connection).register("people"), settings, log_level=None, validate_settings=False)
    linker.training.estimate_probability_two_random_records_match([block_on("document"), block_on("name", "birth")], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=8)
    for rule in (block_on("number_1"), block_on("birth", "sex")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule, max_pairs=3e5)
    return linker


def peer_pairs(records: Path, table: Path, folder: Path) -> dict[float, list[int]]:
    """The peer's clusters, by threshold: of each record by its row."""
    linker = peer_linker(records, table, folder)
    predicted = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))
    found = {}
    for threshold in THRESHOLDS:
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_probability=threshold)
        rows = clusters.as_duckdbpyrelation().project("row, cluster_id").order("row").fetchall()
        found[threshold] = [cluster for _row, cluster in rows]
    return found
