"""File formats as bytes, the same bytes on every machine: nothing is compressed and no clock is read."""
