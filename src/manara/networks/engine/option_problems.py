"""What the options of the commands of networks may be, each as the sentence that refuses what it can't be."""

from __future__ import annotations

from manara.foundation.engine.problems import register

register("figure-share-above", "%(option)s is %(value)s: it must be a share above 0, at most 1.")
register("figure-share-below", "%(option)s is %(value)s: it must be a share from 0 to below 1.")
register("figure-from-none", "%(option)s is %(value)s: it must be a number from 0 on.")
register("figure-above-none", "%(option)s is %(value)s: it must be a number above 0.")
register("figure-whole", "%(option)s is %(value)s: it must be a whole number from 0 on.")
register("figure-whole-between", "%(option)s is %(value)s: it must be a whole number from %(least)s to %(most)s.")
register("option-idle-with", "%(option)s does nothing with %(other)s; leave it out.")
register("option-idle-without", "%(option)s does nothing without %(other)s; leave it out.")
register("option-idle-unproved", "%(option)s does nothing with %(other)s, where nothing can be proved; leave it out.")
register("option-needs", "%(option)s needs %(other)s.")
register("option-not-beside", "%(option)s makes the expected area small; it can't be used with %(other)s.")
