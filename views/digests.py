"""The anchor's digest of a month: figures, and the changes that are confirmed. No reply stands in it."""

from core.services.digests import Digest
from locales.catalogue import Translator
from locales.words import Words
from views import sections
from views.elements import Actions, Button, Element, Heading, Note, Text, View
from views.listings import cut, listed

MOST_MEASURES, MOST_CHANGES = 3, 3


def card(t: Translator, digest: Digest) -> View:
    """To the anchor, once a month."""
    name, month = cut(digest.network.name, 100), t.month(digest.first)
    elements: list[Element] = [Heading(t.plain("digests.title", network=name, month=month))]
    elements.append(Text(sections.rate(t, digest.basis) if digest.basis.rounds else t("digests.no_rounds")))
    elements += sections.measures(t, digest.measures, MOST_MEASURES)
    elements.append(Text(_changes(t, digest)))
    confirmed = [t("summaries.said", text=cut(noted.text)) for noted in digest.confirmed]
    elements += listed(t, confirmed, MOST_CHANGES)
    elements.append(Note(t("digests.note")))
    status = Button(label=t.plain("home.button_status"), route="networks.status", value=digest.network.id)
    elements.append(Actions((status,)))
    return View(summary=t.plain("digests.title", network=name, month=month), elements=tuple(elements))


def _changes(t: Translator, digest: Digest) -> Words:
    if not digest.changes:
        return t("digests.no_changes")
    return t("digests.changes", n=digest.changes, confirmed=len(digest.confirmed))
