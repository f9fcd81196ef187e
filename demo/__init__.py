"""The demonstration: a synthetic region, the files its agencies would have, and the truth behind them."""

# In the demonstration's folder: how each role signs in.
SIGN_INS = "sign-ins.json"
