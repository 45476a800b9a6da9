"""Markdown of the definitions as the text of a cell."""

import re


def plain(markdown: str | None) -> str:
    """Without marks of emphasis or code; one line per paragraph or item of a list."""
    lines: list[str] = []
    for paragraph in re.split(r"\n\s*\n", (markdown or "").strip()):
        items = re.split(r"\n(?=\s*[-*] )", paragraph)
        lines += [" ".join(item.split()) for item in items]
    text = "\n".join(line for line in lines if line)
    text = re.sub(r"^[-*] ", "• ", text, flags=re.MULTILINE)
    return re.sub(r"(\*\*|\*|`)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
