"""What the secretariat takes out of the chat, made anew when it is fetched: which view makes which file."""

from collections.abc import Callable, Mapping
from datetime import datetime

from core.model.exports import OF_ONE, Origin
from core.model.files import File, Wanted
from core.model.organisations import Person
from core.model.summaries import NetworkSummary, StructureSummary
from core.ports import UnitOfWork
from core.services import disclosures, exporting
from locales.catalogue import Translator, translator
from views import disclosures as disclosure_views
from views import export_documents as documents
from views import export_tables as tables
from views.documents import Document
from views.tables import Workbook

Content = Document | Workbook

NAMES = {
    File.SUMMARY: "opsamling",
    File.FIGURES: "tal",
    File.OUTCOMES: "udbytte",
    File.CONDITIONS: "drivkraefter-og-barrierer",
    File.JOURNAL: "til-journal",
    File.DISCLOSURE: "aktindsigt",
    File.MASKED: "aktindsigt-uden-navne",
}
"""The name of each file, without its end."""


def made(uow: UnitOfWork, reader: Person, wanted: Wanted, *, at: datetime) -> Content:
    """Raises `NotFound` if its reader may not have it any more."""
    order = exporting.opened(uow, wanted, reader)
    organisation = uow.organisations.get(reader.organisation_id)
    origin = exporting.origin(uow, order, organisation, reader, at=at)
    t, network = translator(reader.language), exporting.network(uow, order)
    if network is not None and wanted.file in OF_ONE:
        disclosure = disclosures.of_network(uow, network, order.period, masked=wanted.file is File.MASKED)
        return disclosure_views.document(t, disclosure, origin)
    summary = exporting.summary(uow, order, organisation, at=at)
    if isinstance(summary, NetworkSummary):
        return _OF_NETWORK[wanted.file](t, summary, origin)
    if wanted.file is File.OUTCOMES:
        return tables.outcomes_of_structure(t, summary, origin, organisation.zone)
    return _OF_STRUCTURE[wanted.file](t, summary, origin)


_OF_NETWORK: Mapping[File, Callable[[Translator, NetworkSummary, Origin], Content]] = {
    File.SUMMARY: documents.of_network,
    File.JOURNAL: documents.journal_of_network,
    File.FIGURES: tables.figures_of_network,
    File.OUTCOMES: tables.outcomes_of_network,
    File.CONDITIONS: tables.conditions_of_network,
}
_OF_STRUCTURE: Mapping[File, Callable[[Translator, StructureSummary, Origin], Content]] = {
    File.SUMMARY: documents.of_structure,
    File.JOURNAL: documents.journal_of_structure,
    File.FIGURES: tables.figures_of_structure,
    File.CONDITIONS: tables.conditions_of_structure,
}
