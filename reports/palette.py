"""One colour for one corporation, in every chart of every edition.

The hues are those of Okabe and Ito (distinguishable with the common colour-vision deficiencies), without the
yellow that vanishes on white. Names that are not in the table of texts take the colours that are left, in
alphabetical order.
"""

from collections.abc import Iterable, Mapping

TOGETHER = "alle"
TOGETHER_COLOUR = "#3d4450"
_HUES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#6A51A3", "#8C6D31")

#: From cheap to dear, dark to light, so that print without colour keeps the order.
RENT_CLASSES = {
    "t/m kwaliteitskortingsgrens": "#08306b",
    "t/m 1e aftoppingsgrens": "#2171b5",
    "t/m 2e aftoppingsgrens": "#6baed6",
    "t/m huurtoeslaggrens": "#c6dbef",
    "daarboven": "#f3e2c7",
}


def colours(corporaties: Iterable[str], fixed: Mapping[str, str]) -> dict[str, str]:
    """corporatie → colour (#rrggbb); `fixed` are those the house has settled on."""
    chosen = {TOGETHER: TOGETHER_COLOUR, **fixed}
    free = [hue for hue in _HUES if hue not in fixed.values()] or list(_HUES)
    strangers = sorted(set(corporaties) - set(chosen))
    return chosen | {name: free[i % len(free)] for i, name in enumerate(strangers)}
