"""The log nobody can rewrite: events become leaves of a hash tree, its heads are signed, and anyone may recompute it."""

from manara.foundation.audit.verify import Summary, Trouble, summary, verify

__all__ = ["Summary", "Trouble", "summary", "verify"]
