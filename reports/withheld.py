"""A figure that a tier leaves out because it is about too few people: how it is known, and its sign."""

QUALIFICATION = "onderdrukt"
SIGN = "•"
LEGEND = f"{SIGN}: te klein om te tonen. Het gaat over een paar mensen, of zij zijn eruit af te leiden."


def is_withheld(qualification: str | None) -> bool:
    """Whether the figure is left out, rather than not there."""
    return QUALIFICATION in (qualification or "")
