"""What is said to somebody who asks for a summary and does not get one yet: who may, where, or a question back."""

from collections.abc import Sequence

from core.model.networks import NetworkType
from core.model.organisations import Person, Workspace
from core.model.periods import Period
from core.model.requests import Doubt, Offer, Request, When
from core.model.scopes import Scope
from locales.catalogue import Translator
from locales.words import Mention, Plain, Span, Words, plain
from views.elements import Actions, Button, Element, Listing, Note, Text, View
from views.listings import cut

MOST_LABEL = 70
"""Characters on a button."""
MOST_NAME = 45
"""Characters of a name that stands in more words there."""
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


_DOUBTS = {
    Doubt.UNKNOWN: "summaries.unknown",
    Doubt.SEVERAL: "summaries.several",
    Doubt.REST: "summaries.unknown",
    Doubt.WHEN: "summaries.when",
    Doubt.NO_SUCH_WEEK: "summaries.no_such_week",
}
_ASKED = {
    Doubt.UNKNOWN: "summaries.did_you_mean",
    Doubt.SEVERAL: "summaries.which",
    Doubt.REST: "summaries.which_time",
    Doubt.WHEN: "summaries.which_time",
    Doubt.NO_SUCH_WEEK: "summaries.which_time",
}
_WHEN = {
    When.LAST_MONTH: "summaries.last_month",
    When.LAST_QUARTER: "summaries.last_quarter",
    When.THIS_YEAR: "summaries.this_year",
    When.EVER: "summaries.ever",
}
_OF_TYPE = {
    NetworkType.INNOVATION: "summaries.button_innovation",
    NetworkType.WELFARE: "summaries.button_welfare",
    NetworkType.LEARNING: "summaries.button_learning",
}


def question(t: Translator, request: Request, doubt: Doubt, typed: str, *, route: str = "summaries.show") -> View:
    """What is unclear in what was typed, with what may have been meant as buttons; else what can be asked.

    `route`: where the buttons lead.
    """
    told = t(_DOUBTS[doubt], words=cut(request.words, 100))
    elements: tuple[Element, ...] = (Note(t("summaries.you_wrote", words=cut(typed))),)
    if request.offers:
        buttons = tuple(_offer(t, offer, route) for offer in request.offers)
        elements += (Text(t(_ASKED[doubt])), Actions(buttons))
    else:
        elements += (Text(t("summaries.examples")), Listing(tuple(t(key) for key in _EXAMPLES)))
    return _said(told, *elements)


_EXAMPLES = (
    "summaries.example_all",
    "summaries.example_network",
    "summaries.example_type",
    "summaries.example_unit",
    "summaries.example_period",
    "summaries.example_year",
)


def _offer(t: Translator, offer: Offer, route: str) -> Button:
    return Button(label=_label(t, offer), route=route, value=value(offer.scope, offer.period))


def _label(t: Translator, offer: Offer) -> str:
    if offer.name is None:
        return t.plain(_WHEN[offer.when or When.EVER])
    named = offer.name
    if named.scope.unit_id:
        return t.plain("summaries.button_unit", name=cut(named.name, MOST_NAME))
    if named.scope.type:
        return t.plain(_OF_TYPE[named.scope.type])
    if named.closed_on:
        return t.plain("summaries.button_closed", name=cut(named.name, MOST_NAME), year=named.closed_on.year)
    return cut(named.name, MOST_LABEL)


def value(scope: Scope, period: Period) -> str:
    """What a button carries: the scope, and the period that was asked for with it."""
    days = [day.isoformat() if day else "" for day in (period.first, period.last)]
    return "|".join([scope.code, *days])
