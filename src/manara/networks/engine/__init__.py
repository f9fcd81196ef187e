"""Pure parts of the chart: things and ties, where they stand, how they are drawn and written out."""
