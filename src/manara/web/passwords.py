"""How long a password must be, said in each of the node's languages: the framework's own Arabic knows an older sentence."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        """In the reader's language."""
        return _("This password is too short: it needs at least %(n)s characters.") % {"n": self.min_length}
