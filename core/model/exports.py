"""What the secretariat takes out of the chat: of which networks and time, for which case; and where it comes from."""

from dataclasses import dataclass
from datetime import date

from core.model import scopes
from core.model.files import File, Wanted
from core.model.periods import EVER, Period
from core.model.prompts import Prompt
from core.model.scopes import WHOLE, Scope

LONGEST_CASE = 60
"""The longest case number, in characters: as the municipality's own journal writes them."""

TEXTS = frozenset({File.SUMMARY, File.JOURNAL})
TABLES = frozenset({File.FIGURES, File.OUTCOMES, File.CONDITIONS})
OF_ONE = (File.DISCLOSURE, File.MASKED)
"""What there is for a request for access: of one network, as it is and with the names taken out."""


KINDS = {file.value: file for file in (*TEXTS, *TABLES, File.DISCLOSURE)}
"""What can be asked for, by its name in a button."""


def together(file: File) -> tuple[File, ...]:
    """What is given with it: for a request for access, a copy without names, too."""
    return OF_ONE if file is File.DISCLOSURE else (file,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What somebody asks to take out. `case`: the number in the journal, if they gave one."""

    scope: Scope = WHOLE
    period: Period = EVER
    case: str = ""

    @property
    def code(self) -> str:
        """The order without its case, in a button or with a link; `read` gives it back."""
        days = (day.isoformat() if day else "" for day in (self.period.first, self.period.last))
        return "|".join((self.scope.code, *days))


def read(code: str, case: str = "") -> Order:
    """An order from its code. Raises `ValueError` for what is none."""
    scope, first, last = code.rsplit("|", 2)
    period = Period(*(date.fromisoformat(day) if day else None for day in (first, last)))
    return Order(scope=scopes.read(scope), period=period, case=case)


def wanted(file: File, order: Order) -> Wanted:
    """The order as a file that is asked for."""
    return Wanted(file=file, about={"order": order.code, "case": order.case})


def order_of(wanted: Wanted) -> Order:
    """What `wanted` kept. Raises `ValueError` for a file that is none of ours."""
    return read(wanted.about.get("order", ""), wanted.about.get("case", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a file comes from. `by`: who ordered it; `day`: local, when it was made; `k` as in `core.model.figures`.

    `prompts`: what the rounds that it rests on asked, each in the version that they asked.
    """

    order: Order
    by: str
    day: date
    k: int
    prompts: tuple[Prompt, ...]
