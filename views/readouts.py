"""Drafts by a language model: what a network is told, what the secretariat reads beside its sources, what stands."""

from core.model.networks import Network
from core.model.readouts import MOST_TEXT, Claim, Failure, ReadoutState
from core.services.readouts import Desk, Shown
from locales.catalogue import Translator
from locales.words import Words, plain
from views.elements import Actions, Button, Confirm, Element, Form, Heading, Note, Quote, Style, Text, TextInput, View
from views.listings import cut

MOST_SOURCES = 3
"""Of one claim: what it rests on most is named first."""
_LONGEST_SOURCE = 400
_SWITCHES = {"on": "readouts.switch_on", "off": "readouts.switch_off"}
_FAILURES = {
    Failure.NO_ANSWER: "readouts.failed_no_answer",
    Failure.UNFIT: "readouts.failed_unfit",
    Failure.TOO_FEW: "readouts.failed_too_few",
}


def is_off(t: Translator) -> View:
    """There is no model."""
    return _said(t("readouts.is_off"))


def _said(words: Words, *more: Element) -> View:
    return View(summary=plain(words), elements=(Text(words), *more))


def switched(t: Translator, *, is_on: bool) -> View:
    """Into the network's conversation."""
    return _said(t("readouts.told_on" if is_on else "readouts.told_off"))


def switched_for(t: Translator, network: Network, *, is_on: bool) -> View:
    """To who switched."""
    return _said(t("readouts.on" if is_on else "readouts.off", name=network.name))


def note(t: Translator) -> Note:
    """On the card of a round whose replies a model may be given."""
    return Note(t("readouts.note"))


def asked(t: Translator, network: Network) -> View:
    """It is on its way."""
    return _said(t("readouts.asked", name=network.name))


def beneath(t: Translator, desk: Desk) -> tuple[Element, ...]:
    """Beneath the summary of a network: what stands, what is on its way, what can be asked for."""
    return (Text(t("readouts.beneath")), *_standing(t, desk), *_state(t, desk), Actions(_buttons(t, desk)))


def _standing(t: Translator, desk: Desk) -> tuple[Element, ...]:
    if desk.approved is None:
        return ()
    retract = Button(label=t.plain("readouts.button_retract"), route="readouts.retract", value=desk.approved.id)
    label = Note(t("readouts.label", n=len(desk.approved.replies)))
    return (label, Quote(desk.approved.text), Actions((retract,)))


def _state(t: Translator, desk: Desk) -> tuple[Element, ...]:
    if desk.waits:
        return (Note(t("readouts.waits")),)
    return () if desk.is_on else (Note(t("readouts.beneath_off")),)


def _buttons(t: Translator, desk: Desk) -> tuple[Button, ...]:
    network, days = desk.network, (desk.period.first, desk.period.last)
    if not desk.is_on:
        return (_sure(t, "on", network),)
    value = "|".join([network.id, *(day.isoformat() if day else "" for day in days)])
    ask = Button(label=t.plain("readouts.button_ask"), route="readouts.ask", value=value)
    return (ask, _sure(t, "off", network))


def _sure(t: Translator, which: str, network: Network) -> Button:
    label = t.plain(f"readouts.button_{which}")
    confirm = Confirm(
        title=t.plain(f"readouts.title_{which}"),
        text=t.plain(f"readouts.sure_{which}"),
        yes=label,
        no=t.plain("readouts.keep"),
    )
    return Button(label=label, route=_SWITCHES[which], value=network.id, confirm=confirm)


def card(t: Translator, shown: Shown) -> View:
    """A draft beside its sources, or what became of it."""
    readout, name = shown.readout, cut(shown.network.name, 80)
    match readout.state:
        case ReadoutState.ASKED | ReadoutState.WORKING:
            return asked(t, shown.network)
        case ReadoutState.FAILED:
            return _said(t(_FAILURES[readout.failure or Failure.NO_ANSWER], name=name))
        case ReadoutState.RETRACTED:
            key = "readouts.retracted" if readout.decided_by else "readouts.retracted_by_reply"
            return _said(t(key, name=name))
        case ReadoutState.APPROVED:
            label = Note(t("readouts.label", n=len(readout.replies)))
            return _said(t("readouts.approved", name=name), label, Quote(readout.text), _decide(t, shown))
        case ReadoutState.DONE:
            return _draft(t, shown, name)


def _draft(t: Translator, shown: Shown, name: str) -> View:
    readout, title = shown.readout, t.plain("readouts.title", name=name)
    elements: list[Element] = [
        Heading(title),
        Note(t("readouts.how", model=cut(readout.model, 60), n=len(readout.replies))),
    ]
    for claim in readout.claims:
        elements += _claim(t, shown, claim)
    if not readout.claims:
        return View(summary=title, elements=(*elements, Text(t("readouts.nothing"))))
    if readout.dropped:
        elements.append(Note(t("readouts.dropped", n=readout.dropped)))
    return View(summary=title, elements=(*elements, _decide(t, shown)))


def _claim(t: Translator, shown: Shown, claim: Claim) -> tuple[Element, ...]:
    """The sentence, then the replies that it rests on."""
    said = t("readouts.claim_quoted" if claim.quote else "readouts.claim", text=claim.text, quote=claim.quote)
    texts = [shown.texts.get(id) for id in claim.sources[:MOST_SOURCES]]
    return (Text(said), *(Quote(cut(text or t.plain("readouts.source"), _LONGEST_SOURCE)) for text in texts))


def _decide(t: Translator, shown: Shown) -> Actions:
    id, is_approved = shown.readout.id, shown.readout.state is ReadoutState.APPROVED
    edit = Button(label=t.plain("readouts.button_edit"), route="readouts.edit", value=id, style=Style.PRIMARY)
    label = t.plain("readouts.button_retract" if is_approved else "readouts.button_discard")
    return Actions((edit, Button(label=label, route="readouts.retract", value=id)))


def form(t: Translator, shown: Shown) -> Form:
    """The draft as a text that a person makes their own."""
    readout = shown.readout
    label = t.plain("readouts.label", n=len(readout.replies))
    return Form(
        title=t.plain("readouts.form_title"),
        submit=t.plain("readouts.approve"),
        close=t.plain("readouts.keep"),
        elements=(
            Note(t("readouts.form_note", label=label)),
            TextInput(
                name="text",
                label=t.plain("readouts.input_text"),
                value=readout.text or readout.draft,
                lines=True,
                required=True,
                most=MOST_TEXT,
            ),
        ),
        route="readouts.approve",
        value=readout.id,
    )
