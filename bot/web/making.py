"""What is in a file that somebody has asked for, worked out anew when it is fetched. One table: File to its maker."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.files import Content
from bot.web import extracts
from core.model.files import File, Wanted
from core.model.ids import NetworkId
from core.model.organisations import Organisation, Person
from core.model.ties import Ties, look
from core.ports import UnitOfWork
from core.services import plots, reports, ties
from locales.catalogue import translator
from views import charts, flower
from views import reports as report_views
from views import ties as tie_views
from views.documents import Document
from views.pictures import Chart, Garden
from views.ties import Web


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

    @property
    def organisation(self) -> Organisation:
        return self.uow.organisations.get(self.reader.organisation_id)


def make(desk: Desk) -> Made:
    """Raises `NotFound`, or `NotAllowed`, if its reader may not have it any more."""
    name, maker = _MAKERS[desk.wanted.file]
    return Made(name=name, content=maker(desk), author=desk.organisation.name, at=desk.at)


def _report(desk: Desk) -> Document:
    network = reports.opened(desk.uow, desk.wanted, desk.reader)
    report = reports.of_network(desk.uow, network, desk.reader, at=desk.at)
    return report_views.document(translator(desk.reader.language), report)


def _extract(desk: Desk) -> Content:
    return extracts.made(desk.uow, desk.reader, desk.wanted, at=desk.at)


def _looked(desk: Desk) -> tuple[Ties, Ties | None]:
    return ties.looked(desk.uow, desk.organisation, desk.reader, look(desk.wanted.about["look"]), at=desk.at)


def _flower(desk: Desk) -> Garden:
    return flower.garden(translator(desk.reader.language), *_looked(desk))


def _ties(desk: Desk) -> Web:
    return tie_views.web(translator(desk.reader.language), _looked(desk)[0])


def _chart(desk: Desk) -> Chart:
    plot = plots.looked(desk.uow, desk.organisation, desk.reader, desk.wanted.about["plot"], at=desk.at)
    return charts.chart(translator(desk.reader.language), plot)


_MAKERS: Mapping[File, tuple[str, Callable[[Desk], Content]]] = {
    File.REPORT: ("netvaerksberetning", _report),
    **{file: (name, _extract) for file, name in extracts.NAMES.items()},
    File.FLOWER: ("blomst", _flower),
    File.TIES: ("forbindelser", _ties),
    File.TREND: ("udvikling", _chart),
    File.PICTURE: ("billede", _chart),
}
