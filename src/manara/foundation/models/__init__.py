"""The nouns that every room stands on: agencies and people, circles and audiences, audit, sealed files, keys and jobs."""

from manara.foundation.models.access_token import AccessToken
from manara.foundation.models.agency import Agency
from manara.foundation.models.audience import NOBODY, Audience, AudienceCircle
from manara.foundation.models.audit import AuditEvent, AuditSeal
from manara.foundation.models.circle import Circle, Membership
from manara.foundation.models.comment import Comment, CommentCorrection, CommentDraft, CommentMention, CommentWithdrawal
from manara.foundation.models.invitation import Invitation
from manara.foundation.models.job import Job
from manara.foundation.models.place import AddedPlace
from manara.foundation.models.sealed import SealedFile, SealedKey
from manara.foundation.models.sharing import Sharing
from manara.foundation.models.suspension import Suspension
from manara.foundation.models.user import Role, User

__all__ = [
    "NOBODY",
    "AccessToken",
    "AddedPlace",
    "Agency",
    "Audience",
    "AudienceCircle",
    "AuditEvent",
    "AuditSeal",
    "Circle",
    "Comment",
    "CommentCorrection",
    "CommentDraft",
    "CommentMention",
    "CommentWithdrawal",
    "Invitation",
    "Job",
    "Membership",
    "Role",
    "SealedFile",
    "SealedKey",
    "Sharing",
    "Suspension",
    "User",
]
