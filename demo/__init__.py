"""The demonstration: a synthetic region, the files its agencies would have, and the truth behind them."""
