"""Learns from pairs of spellings how names are written across scripts; run by `manara names train`."""
