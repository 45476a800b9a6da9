"""A made-up housing market, written as a levering: for the demo, the tests and the benchmarks."""

from woonmonitor.synthetic.levering import FolderInUse, write_levering
from woonmonitor.synthetic.planted import Planted

__all__ = ["FolderInUse", "Planted", "write_levering"]
