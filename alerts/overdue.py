"""Which leveringen are overdue: silence of a supplier never means that all is well."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from alerts.event import NoticeDraft, digest


@dataclass(frozen=True)
class Leveringen:
    """What is landed and when more is due.

    `verwacht`: (month, day) of each year. A levering meets a due day with a peildatum at most `speling` days
    before it: the state of 31 December is what 15 January waits for.
    """

    geland: Sequence[tuple[str, date]] = ()  # bron, peildatum
    verwacht: Sequence[tuple[int, int]] = ()
    speling: int = 31

    def overdue(self, op: date) -> tuple[dict[str, NoticeDraft], dict[str, NoticeDraft]]:
        """(overdue, met) on the day `op`, by identity = bron and due day.

        Something is due from a bron once it has delivered.
        """
        late: dict[str, NoticeDraft] = {}
        met: dict[str, NoticeDraft] = {}
        for bron in sorted({bron for bron, _ in self.geland}):
            peildata = [peildatum for of, peildatum in self.geland if of == bron]
            for due in self._due_days(min(peildata), op):
                is_met = max(peildata) >= due - timedelta(days=self.speling)
                draft = NoticeDraft(
                    soort="levering_ontvangen" if is_met else "levering_te_laat",
                    alert=digest("levering", bron, due)[:12],
                    bron=bron,
                    verwacht_op=due,
                )
                (met if is_met else late)[draft.alert] = draft
        return late, met

    def _due_days(self, after: date, op: date) -> list[date]:
        """The due days after `after` that have gone by on `op`."""
        years = range(after.year, op.year + 1)
        days = sorted(date(year, month, day) for year in years for month, day in self.verwacht)
        return [day for day in days if after < day < op]
