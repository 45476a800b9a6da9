"""Stage 5: verdicts on the 20 % norm → an event log → messages that say who is obliged to do what.

Reads `reporting.rpt_norm_vrije_ruimte`, `rpt_build`, `rpt_leveringen` and `rpt_kalender`; all else it knows
is in its log.
"""

from alerts.channels import Ontvanger, Verzending
from alerts.dispatch import Verzonden, send, waiting
from alerts.evaluation import (
    Evaluatie,
    evaluate,
    list_notices,
    list_open,
    record_duty,
    record_silence,
    record_unsilence,
)
from alerts.event import LogboekBeschadigd, OpgaveGeweigerd
from alerts.figures import AlertGeweigerd
from alerts.mail import mail_server
from alerts.overdue import Leveringen
from alerts.people import AlertOnbekend
from alerts.shown import show
from alerts.webhook import webhook

__all__ = [
    "AlertGeweigerd",
    "AlertOnbekend",
    "Evaluatie",
    "Leveringen",
    "LogboekBeschadigd",
    "Ontvanger",
    "OpgaveGeweigerd",
    "Verzending",
    "Verzonden",
    "evaluate",
    "list_notices",
    "list_open",
    "mail_server",
    "record_duty",
    "record_silence",
    "record_unsilence",
    "send",
    "show",
    "waiting",
    "webhook",
]
