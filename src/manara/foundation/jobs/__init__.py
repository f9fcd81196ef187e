"""Work after the answer: rooms say what a kind of job does, the queue works it off, and the job's own row is the truth."""

from manara.foundation.jobs.kinds import Worked, regularly, work_of, works
from manara.foundation.jobs.progress import Progress, progress_of
from manara.foundation.jobs.queue import work_off

__all__ = ["Progress", "Worked", "progress_of", "regularly", "work_of", "work_off", "works"]
