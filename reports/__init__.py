"""Stage 4: the reporting tables in, the monitor and its data files out."""

from reports.publish import GateDoesNotFit, write_reports

__all__ = ["GateDoesNotFit", "write_reports"]
