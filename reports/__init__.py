"""Stage 4: the reporting tables in, the monitor and its data files out."""

from reports.openbaar import Thresholds, TierLeaks
from reports.pdf import NoChromium, NotPrinted, find_chromium
from reports.publish import GateDoesNotFit, write_reports
from reports.tier import TiersMix

__all__ = [
    "GateDoesNotFit",
    "NoChromium",
    "NotPrinted",
    "Thresholds",
    "TierLeaks",
    "TiersMix",
    "find_chromium",
    "write_reports",
]
