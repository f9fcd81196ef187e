"""One file a claim of docs/performance.md; each prints our figure and the peer's from the same run, and the limit."""
