"""The public tier: a warehouse that holds no small count, and the check that nothing gives one away."""

from reports.openbaar.controle import TierLeaks, verify
from reports.openbaar.drempels import Thresholds
from reports.openbaar.tabellen import public_warehouse

__all__ = ["Thresholds", "TierLeaks", "public_warehouse", "verify"]
