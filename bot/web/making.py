"""What is in a file that somebody has asked for, worked out anew when it is fetched. One table: File to its maker."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.web import extracts
from core.model.files import File, Wanted
from core.model.ids import NetworkId
from core.model.organisations import Person
from core.ports import UnitOfWork
from core.services import reports
from locales.catalogue import translator
from views import reports as report_views
from views.documents import Document
from views.tables import Workbook

Content = Document | Workbook
"""What a file can be made of; `bot.files` says how each is written down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """`name`: of the file, without its end. `author`: who it is by; `at`: when it was made (calendar clock)."""

    name: str
    content: Content
    author: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where a file is made. `reader`: who asked for it, whose rights are checked again."""

    uow: UnitOfWork
    reader: Person
    wanted: Wanted
    at: datetime

    @property
    def network_id(self) -> NetworkId:
        return NetworkId(self.wanted.about["network"])


def make(desk: Desk) -> Made:
    """Raises `NotFound` if its reader may not have it any more."""
    name, maker = _MAKERS[desk.wanted.file]
    author = desk.uow.organisations.get(desk.reader.organisation_id).name
    return Made(name=name, content=maker(desk), author=author, at=desk.at)


def _report(desk: Desk) -> Document:
    network = reports.opened(desk.uow, desk.wanted, desk.reader)
    report = reports.of_network(desk.uow, network, desk.reader, at=desk.at)
    return report_views.document(translator(desk.reader.language), report)


def _extract(desk: Desk) -> Content:
    return extracts.made(desk.uow, desk.reader, desk.wanted, at=desk.at)


_MAKERS: Mapping[File, tuple[str, Callable[[Desk], Content]]] = {
    File.REPORT: ("netvaerksberetning", _report),
    **{file: (name, _extract) for file, name in extracts.NAMES.items()},
}
