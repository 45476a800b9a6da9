"""tabellenboek.xlsx: the figures for who lives in Excel, a sheet per indicator and what goes with them."""

from reports.workbook.binding import write_workbook

__all__ = ["write_workbook"]
