"""Stage 4: the reporting tables in, the monitor and its data files out."""

from reports.pdf import NoChromium, NotPrinted, find_chromium
from reports.publish import GateDoesNotFit, write_reports

__all__ = ["GateDoesNotFit", "NoChromium", "NotPrinted", "find_chromium", "write_reports"]
