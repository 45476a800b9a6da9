"""Small breaks of SQL: a bound, a date, a filter, a join, a sum or a missing value, one place at a time."""

import re
from dataclasses import dataclass

BREAKS = [
    # bounds
    (r"<=", "<"),
    (r">=", ">"),
    (r"(?<![<>=-]) < ", " <= "),
    (r"(?<![<>=-]) > ", " >= "),
    (r"between (\S+) and", r"between \1 + 1 and"),
    (r"(between \S+ and \S+)", r"\1 - 1"),
    # conditions
    (r" = '", " <> '"),
    (r" <> '", " = '"),
    (r"^(\s+)and (?!.*\bthen\b).*$", r"\1"),
    (r"^(\s*where )(?!.*\bthen\b).+$", r"\1true"),
    (r"^(\s*where\n\s+)(?!.*\bthen\b).+$", r"\1true"),
    (r" filter \(where [^()]+\)", ""),
    (r"\b(waar|teller|noemer)=([\"'])(?!true)((?:(?!\2).)+)\2", r"\1=\2not (\3)\2"),
    (r"\b(waar|teller|noemer)=([\"'])((?:(?!\2).)+?) and ((?:(?!\2).)+)\2", r"\1=\2\3\2"),
    (r"\b(waar|teller|noemer)=([\"'])((?:(?!\2).)+?) and ((?:(?!\2).)+)\2", r"\1=\2\4\2"),
    (r" or ", " and "),
    (r"^(\s+)or ", r"\1and "),
    (r"\bis not null", "is null"),
    (r"\bnot (?!null|in\b)", ""),
    (r"\bnot in\b", "in"),
    # joins
    (r"\binner join\b", "left join"),
    (r"\bleft join\b", "inner join"),
    (r"\bsemi join\b", "anti join"),
    (r"\banti join\b", "semi join"),
    # sums and order
    (r"\bmin\(", "max("),
    (r"\bmax\(", "min("),
    (r"\barg_min\(", "arg_max("),
    (r"\barg_max\(", "arg_min("),
    (r"\bsum\(", "max("),
    (r"\blag\(", "lead("),
    (r"\blead\(", "lag("),
    (r"\bselect distinct\b", "select"),
    (r"count\(distinct ", "count("),
    (r"\b(order by .*?\w) desc\b", r"\1"),
    # dates
    (r"\bperiode_eind\b", "periode_start"),
    (r"\btoewijzingsdatum\b(?!,?$| as\b)", "huur_ingangsdatum"),
    (r"\bhuur_ingangsdatum\b(?!,?$| as\b)", "toewijzingsdatum"),
    (r"(?<=\w) - (?=\w)", " + "),
    # missing values
    (r"\bcoalesce\(([^(),]+), [^(),]+\)", r"\1"),
]
UNTOUCHED = ("--", "{#", "{% macro")
"""Comments, and what a macro is called with."""


@dataclass(frozen=True)
class Mutant:
    """The lines that differ, as they stood and as they are broken, and the whole code with them."""

    before: str
    after: str
    code: str


def mutants(code: str) -> list[Mutant]:
    found = {}
    for pattern, replacement in BREAKS:
        for match in re.finditer(pattern, code, re.MULTILINE):
            first = code.rfind("\n", 0, match.start()) + 1
            last = code.find("\n", match.end()) if "\n" in code[match.end() :] else len(code)
            lines = code[first:last]
            broken = code[first : match.start()] + match.expand(replacement) + code[match.end() : last]
            if broken != lines and not lines.lstrip().startswith(UNTOUCHED):
                whole = code[:first] + broken + code[last:]
                found[whole] = Mutant(_in_one_line(lines), _in_one_line(broken), whole)
    return list(found.values())


def _in_one_line(lines: str) -> str:
    return " ".join(lines.split())
