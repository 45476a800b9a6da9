"""The verdict on the vrije ruimte, in exact whole numbers: reading A under rule `statistisch`.

Kept apart from the monitor's own reckoning, so that a planted verdict is a witness to it.
"""

from math import comb

GELDIG = range(2022, 2026)
"""Years in which the agreement's norm holds."""
GENOEG, _MEESTE_JAREN = 50, 4

Tellingen = dict[int, tuple[int, int]]
"""Per closed calendar year k (toewijzingen in the vrije ruimte) and N (all)."""


def pool(tellingen: Tellingen, jaar: int) -> list[int]:
    """Years backwards from this one, within validity, until fifty toewijzingen; at most four."""
    jaren: list[int] = []
    while (
        jaar in tellingen
        and jaar in GELDIG
        and len(jaren) < _MEESTE_JAREN
        and som(tellingen, jaren)[1] < GENOEG
    ):
        jaren.append(jaar)
        jaar -= 1
    return jaren


def som(tellingen: Tellingen, jaren: list[int]) -> tuple[int, int]:
    return sum(tellingen[j][0] for j in jaren), sum(tellingen[j][1] for j in jaren)


def oordeel(tellingen: Tellingen, jaar: int) -> tuple[str, str | None]:
    if jaar not in GELDIG:
        return "geen_norm", None
    grond = _regel(tellingen, jaar)
    if grond:
        return "structureel", grond
    k, n = tellingen[jaar]
    return ("overschrijding" if _boven(k, n) else "binnen_norm"), None


def _regel(tellingen: Tellingen, jaar: int) -> str | None:
    """A: the pool over, p < .001. B: two in a row over, together p < .05. C: three in a row over.

    A pool of under fifty is no judgement, so it is never over.
    """
    pools = [pool(tellingen, jaar - terug) for terug in range(3)]
    boven = [som(tellingen, jaren)[1] >= GENOEG and _boven(*som(tellingen, jaren)) for jaren in pools]
    if not boven[0]:
        return None
    if _kans_op_zoveel(*som(tellingen, pools[0]), per=1000):
        return "A"
    samen = sorted(set(pools[0]) | set(pools[1]))
    if boven[1] and _kans_op_zoveel(*som(tellingen, samen), per=20):
        return "B"
    return "C" if all(boven) else None


def _boven(k: int, n: int) -> bool:
    return 100 * k > 20 * n


def _kans_op_zoveel(k: int, n: int, *, per: int) -> bool:
    """Whether P(X >= k) < 1/per for X binomial(n, 1/5), in whole numbers: sum of C(n, i)·4^(n-i) over 5^n."""
    term = comb(n, k) * 4 ** (n - k)
    staart = 0
    for i in range(k, n + 1):
        staart += term
        term = term * (n - i) // (4 * (i + 1))
    return bool(per * staart < 5**n)
