"""What is to be done in a case, by whom and until when; each change of it is an act with its own row."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import pgettext_lazy


class Task(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="tasks")
    title = models.CharField(max_length=240)
    details = models.TextField(blank=True)
    owner = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    # What it is about, by kind and id (`foundation.subjects`): it may lie where a member of the case does not see it.
    subject_kind = models.CharField(max_length=16, blank=True)
    subject_id = models.UUIDField(null=True)
    given_by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "due_on"], name="task_open_of_case", condition=models.Q(ended_at=None)),
            models.Index(fields=["owner", "due_on"], name="task_open_of_owner", condition=models.Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return self.title


class Act(models.TextChoices):
    GIVEN = "given", pgettext_lazy("what became of a task", "given")
    DONE = "done", pgettext_lazy("what became of a task", "done")
    PASSED = "passed", pgettext_lazy("what became of a task", "passed on")
    MOVED = "moved", pgettext_lazy("what became of a task", "new due date")
    DROPPED = "dropped", pgettext_lazy("what became of a task", "dropped")
    AGAIN = "again", pgettext_lazy("what became of a task", "taken up again")
    FOLLOWED = "followed", pgettext_lazy("what became of a task", "followed into the other case")


class TaskAct(models.Model):
    """What became of a task: done, passed on, put off, dropped or taken up again, by whom and why."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="acts")
    act = models.CharField(max_length=8, choices=Act)
    owner = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.task_id}: {self.act}"
