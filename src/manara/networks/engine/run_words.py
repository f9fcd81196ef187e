"""What the commands of networks say while they work and when they end, and of files that can't be read or written."""

from __future__ import annotations

from manara.foundation.engine.problems import register

register("given-missing", "%(file)s is not there.")
register("given-folder", "%(file)s is a folder; a file is needed.")
register("given-unreadable", "%(file)s may not be read.")
register("output-no-folder", "The folder %(folder)s is not there, so %(file)s can't be written.")
register("output-no-writing", "In the folder %(folder)s nothing may be written, so %(file)s neither.")
register("output-onto-input", "%(file)s is read, and would be written over: give the output another name.")
register("output-twice", "Two outputs have the same name, %(file)s.")

register("run-nothing-kept", "Stopped before there was anything to keep: nothing was written.")
register("run-stopped", "It was stopped: this is the best plan so far.")
register("run-time-up", "The time was up before it was proved: this is the best plan so far.")
register(
    "run-time-up-undone",
    "The time was up before all planned work was done: this is the best plan so far, and another run with the same seed may "
    "find another.",
)
register("run-not-found-out", "It was stopped before it was known what to find out first: %(file)s was not written.")
register("run-nothing-to-find-out", "No tie in doubt is known to change the plan: %(file)s holds none.")
register("run-draws-stopped", "Stopped after %(done)s of %(all)s drawn networks: P10 and P90 are over these.")

register("tie-ends-empty", "source or target is empty")
register("tie-weight", "the weight %(value)s is not a number from 0 on")
register("tie-probability", "the probability %(value)s is not from 0 to 1")
register("ties-own", "Ties of one with itself, passed over: %(n)s.")
register("ties-never", "Ties of probability 0, which are none: %(n)s.")
register(
    "ties-unseen",
    "Names with signs that nobody sees, doubled blanks or letters in pieces, which are read without these: %(n)s.",
)
register("row-set-aside", "Line %(line)s: %(reason)s")
register("rows-set-aside", "Rows that could not be used: %(n)s; they stand in %(file)s.")
register("groups-without-tie", "Groups are given for some that have no tie (%(n)s): %(names)s")
register("roles-without-tie", "Roles are given for some that have no tie (%(n)s): %(names)s")
register(
    "roles-no-stage",
    "Nobody in %(file)s does a stage of the route, so that there is no chain to break; the stages are %(stages)s.",
)
register("network-nobody", "There is nobody in this network.")
register("chain-none", "No chain is complete: it breaks at %(stage)s.")
register("chains-left", "Chains are left: the budget, or those who may be removed, do not suffice.")
register("plan-doubt-unweighed", "Ties in doubt were taken to be there: `manara network robust` weighs their probability.")
register("plan-all-protected", "Nobody may be removed, all are protected: the largest component stays at %(left)s of %(all)s.")
register(
    "plan-too-dear",
    "Nobody may be removed, the cheapest costs %(cost)s and the budget is %(budget)s: the largest component stays at %(left)s "
    "of %(all)s.",
)
register("plan-too-few", "The largest component stays at %(left)s of %(all)s: those who may be removed do not suffice.")
register(
    "plan-short",
    "The largest component stays at %(left)s of %(all)s: the budget, or those who may be removed, do not suffice.",
)

register("step-because", "%(held)s; %(left)s")
register("step-below-one", "stands alone; the share to end below is less than one person")
register("step-untied", "has no tie left")
register("step-tie", "1 tie in a group of %(held)s")
register("step-ties", "%(ties)s ties in a group of %(held)s")
register("step-nobody-tied", "nobody stays tied")
register("step-weakens", "weakens it, %(pieces)s stay together")
register("step-breaks", "breaks it into %(pieces)s")
register("step-pieces-more", "%(pieces)s + %(others)s smaller")

register("at-work-area", "area %(area)s")
register("at-work-ties-read", "ties read: %(n)s")
register("at-work-ways", "shortest ways")
register("at-work-holding", "what holds it together")
register("at-work-reach", "reach and cores")
register("at-work-holes", "structural holes")
register("at-work-groups", "groups")
register("at-work-brokers", "brokers")
register("at-work-draws", "draws")
register("at-work-orders", "orders")
register("at-work-writing", "writing")
