"""Which network is meant: the reports of a circle or a kept chart, of a place, and which of the ties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from manara.foundation.models import Circle
from manara.networks.engine.ties.graph import Narrowing
from manara.networks.engine.ties.kinds import TieKind
from manara.networks.engine.which import Which
from manara.networks.forms.periods import check_period, day_field
from manara.networks.models import SavedChart
from manara.resolution.forms.tidy import TidyForm

KINDS = {
    TieKind.FAMILY: _("family"), TieKind.CALL: _("calls"), TieKind.PAYMENT: _("payments"), TieKind.TRAVEL: _("travel together"),
    TieKind.COMMAND: _("orders and employment"), TieKind.LODGING: _("lodging"), TieKind.SHARED: _("shared phone or document"),
    TieKind.PROPERTY: _("shared boat, vehicle, account or house"), TieKind.MEMBERSHIP: _("membership"),
    TieKind.PRESENCE: _("presence at the same place"), TieKind.ACQUAINTANCE: _("acquaintance"), TieKind.OTHER: _("other ties"),
}  # fmt: skip


class WhichForm(TidyForm):
    """`circles` and `charts` are those of the viewer."""

    source = forms.ChoiceField(
        label=_("Which network"), help_text=_("The reports of a case or of an agency, or a chart that was kept.")
    )
    place = forms.CharField(
        label=_("Only reports of this place"), max_length=120, required=False,
        help_text=_("Of a chart, the place is left aside."),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=_("Layers"), choices=[(kind.value, label) for kind, label in KINDS.items()], required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("None chosen: all."),
    )  # fmt: skip
    least = forms.IntegerField(label=_("Ties at least this probable, in percent"), min_value=0, max_value=99, initial=0)
    stated = forms.BooleanField(label=_("Only what a report states as a fact"), required=False)
    since = day_field(_("From"))
    before = day_field(_("To"))

    def __init__(
        self, data: Any, circles: Sequence[Circle], charts: Sequence[SavedChart], *, initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.circles = {str(circle.public_id): circle for circle in circles}
        own = [(f"circle:{key}", circle.title) for key, circle in self.circles.items()]
        self.fields["source"].choices = [  # type: ignore[attr-defined]
            (_("Reports of"), own),
            *([(_("Kept charts"), [(f"chart:{chart.public_id}", chart.title) for chart in charts])] if charts else []),
        ]

    def clean(self) -> dict[str, Any]:
        """Both ends of the period as ISO dates."""
        super().clean()
        check_period(self, "since", "before")
        return self.cleaned_data

    def which(self, places: tuple[str, ...]) -> Which:
        """The network that a valid form asks for, of reports of these places."""
        given = self.cleaned_data
        kind, _colon, address = given["source"].partition(":")
        narrowing = Narrowing(
            frozenset(map(TieKind, given["kinds"])), given["least"] / 100, given["stated"], given["since"], given["before"]
        )
        is_chart = kind == "chart"
        return Which("" if is_chart else address, address if is_chart else "", () if is_chart else places, narrowing)


def asked_again(which: Which) -> dict[str, Any]:
    """The fields of a form that means the same network, but for the place, which is kept by its key and named by words."""
    wanted = which.narrowing
    return {
        "source": f"chart:{which.chart}" if which.chart else f"circle:{which.circle}", "kinds": sorted(wanted.kinds),
        "least": round(100 * wanted.least), "stated": wanted.stated_only, "since": wanted.since, "before": wanted.until,
    }  # fmt: skip
