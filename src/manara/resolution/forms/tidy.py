"""The form on which others of this room, and of the rooms above, are built: what is invisible in a text counts for nothing."""

from __future__ import annotations

from django import forms

from manara.foundation.engine.scripts import tidy


class TidyForm(forms.Form):
    """A form whose texts come without invisible characters; a text that is nothing but those is empty."""

    def clean(self) -> dict[str, object]:
        given = dict(super().clean() or {})
        for name, value in given.items():
            if isinstance(value, str):
                given[name] = tidy(value)
                if self.fields[name].required and not given[name]:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return given
