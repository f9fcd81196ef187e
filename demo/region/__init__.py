"""The synthetic region: rings along two routes, what each agency saw of them, and the files it wrote down.

Run `python -m demo.region --seed 8 --out DIR`; the product never imports this package and never reads `truth.json`.
"""

from __future__ import annotations
