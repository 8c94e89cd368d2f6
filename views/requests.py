"""What is said to somebody who asks for a summary, and does not get one."""

from collections.abc import Sequence

from core.model.networks import Network
from core.model.organisations import Person, Workspace
from core.model.periods import Period
from locales.catalogue import Translator
from locales.words import Mention, Plain, Span, Words, plain
from views.elements import Actions, Button, Element, Listing, Text, View
from views.listings import cut

MOST_LABEL = 70
"""Characters on a button."""
MOST_PEOPLE = 3


def in_private(t: Translator) -> View:
    """Asked where others can read along."""
    return _said(t("summaries.only_in_private"))


def not_yours(t: Translator, secretariat: Sequence[Person], workspace: Workspace) -> View:
    """Asked by somebody who is not of the secretariat: who is."""
    if not secretariat:
        return _said(t("summaries.no_secretariat"))
    return _said(t("summaries.only_secretariat", who=people(t, secretariat, workspace)))


def _said(words: Words, *more: Element) -> View:
    return View(summary=plain(words), elements=(Text(words), *more))


def people(t: Translator, secretariat: Sequence[Person], workspace: Workspace) -> Words:
    """The first of them, a, b eller c: as mentions, where the platform knows them."""
    told: Words = ()
    people = secretariat[:MOST_PEOPLE]
    for place, person in enumerate(people):
        here = person.workspace_id == workspace.id
        span: Span = Mention(person.account, person.name) if here else Plain(person.name)
        before = "" if not place else f" {t.plain('summaries.or')} " if place == len(people) - 1 else ", "
        told = (*told, Plain(before), span) if before else (*told, span)
    return told


def unknown(t: Translator, words: str, networks: Sequence[Network], period: Period) -> View:
    """What was not understood, the networks it comes near to, and what can be asked."""
    buttons = tuple(
        Button(label=cut(network.name, MOST_LABEL), route="summaries.show", value=_value(network, period))
        for network in networks
    )
    near = (Text(t("summaries.did_you_mean")), Actions(buttons)) if buttons else ()
    examples = Listing(
        (
            t("summaries.example_all"),
            t("summaries.example_network"),
            t("summaries.example_type"),
            t("summaries.example_month"),
            t("summaries.example_period"),
        )
    )
    return _said(t("summaries.unknown", words=cut(words, 100)), *near, Text(t("summaries.examples")), examples)


def _value(network: Network, period: Period) -> str:
    """The network, and the period that was asked for with it."""
    days = [day.isoformat() if day else "" for day in (period.first, period.last)]
    return "|".join([network.id, *days]) if any(days) else network.id
