"""Stage 5: verdicts on the 20 % norm → an event log → messages that say who is obliged to do what.

Reads `reporting.rpt_norm_vrije_ruimte`, `rpt_build` and `rpt_leveringen`; all else it knows is in its log.
"""

from alerts.evaluation import AlertOnbekend, Evaluatie, evaluate, list_open, record_duty, show
from alerts.event import LogboekBeschadigd
from alerts.verdicts import AlertGeweigerd

__all__ = [
    "AlertGeweigerd",
    "AlertOnbekend",
    "Evaluatie",
    "LogboekBeschadigd",
    "evaluate",
    "list_open",
    "record_duty",
    "show",
]
