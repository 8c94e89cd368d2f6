"""A digest of a month or a quarter, to an anchor and to a committee: figures and confirmed changes, and no reply."""

from datetime import date

from core.services.digests import CommitteeDigest, Digest
from locales.catalogue import Translator
from locales.words import Words
from views import sections
from views.elements import Actions, Button, Element, Heading, Note, Text, View
from views.listings import cut, listed
from views.subscriptions import button

MOST_MEASURES, MOST_CHANGES = 3, 3
MOST_NETWORKS = 8
"""In a committee's digest, each with less said of it."""


def card(t: Translator, digest: Digest) -> View:
    """To the anchor of a network."""
    title = t.plain("digests.title", network=cut(digest.network.name, 100), month=_when(t, digest.first, digest.months))
    status = Button(label=t.plain("home.button_status"), route="networks.status", value=digest.network.id)
    told = _told(t, digest, MOST_MEASURES, MOST_CHANGES)
    buttons = Actions((status, button(t)))
    return View(summary=title, elements=(Heading(title), *told, Note(t("digests.note")), buttons))


def committee(t: Translator, digest: CommitteeDigest) -> View:
    """To somebody who is named for a committee: each network tied to it, by name."""
    title = t.plain("digests.title", network=cut(digest.unit.name, 100), month=_when(t, digest.first, digest.months))
    elements: list[Element] = [Heading(title)]
    for each in digest.digests[:MOST_NETWORKS]:
        elements.append(Text(t("digests.network", name=cut(each.network.name, 100))))
        elements += _told(t, each, 1, 1)
    if len(digest.digests) > MOST_NETWORKS:
        elements.append(Note(t("digests.more", n=len(digest.digests) - MOST_NETWORKS)))
    note = Note(t("digests.note_committee", name=cut(digest.unit.name, 100)))
    return View(summary=title, elements=(*elements, note, Actions((button(t),))))


def _when(t: Translator, first: date, months: int) -> str:
    """oktober 2026, or 3. kvartal 2026"""
    if months == 1:
        return t.month(first)
    return t.plain("digests.quarter", number=(first.month + 2) // 3, year=str(first.year))


def _told(t: Translator, digest: Digest, measures: int, changes: int) -> tuple[Element, ...]:
    confirmed = [t("summaries.said", text=cut(noted.text)) for noted in digest.confirmed]
    return (
        Text(sections.rate(t, digest.basis) if digest.basis.rounds else t("digests.no_rounds")),
        *sections.measures(t, digest.measures, measures),
        Text(_changes(t, digest)),
        *listed(t, confirmed, changes),
    )


def _changes(t: Translator, digest: Digest) -> Words:
    if not digest.changes:
        return t("digests.no_changes")
    return t("digests.changes", n=digest.changes, confirmed=len(digest.confirmed))
