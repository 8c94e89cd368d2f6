"""The echo as people see it: what they are asked months after their network closed, and how it stands."""

from collections.abc import Sequence

from core.model.networks import Network
from core.model.outcomes import Lasting, Record
from core.model.prompts import Prompt, Question
from core.model.rounds import Round
from locales.catalogue import Translator
from locales.words import Plain, Words
from views.elements import Actions, Button, Element, Heading, Listing, Note, Style, Text, View

LASTINGS = {Lasting.NOTICED: "echoes.noticed", Lasting.FADED: "echoes.faded"}


def card(
    t: Translator,
    network: Network,
    round: Round,
    prompt: Prompt,
    asked: Sequence[Question],
    *,
    months: int,
    has_answered: bool,
) -> View:
    """To one member: do you notice it? `asked`: the questions that they are asked."""
    if has_answered:
        done = t("echoes.answered", network=network.name)
        return View(
            summary=t.plain("echoes.answered", network=network.name),
            elements=(Text(done), _answer(t, round, has_answered=True)),
        )
    if not round.is_open:
        over = Text(t("echoes.closed", network=network.name))
        return View(summary=t.plain("echoes.closed", network=network.name), elements=(over, _answer(t, round)))
    until = t.moment(round.closes_at, network.zone) if round.closes_at else ""
    return View(
        summary=t.plain("echoes.summary", network=network.name),
        elements=(
            Heading(t.plain("echoes.title")),
            Text(t("echoes.asks", network=network.name, n=months)),
            Listing(tuple((Plain(t.own(question.texts)),) for question in asked)),
            Note(t("echoes.who")),
            Note(t("rounds.until", deadline=until)),
            _answer(t, round),
        ),
    )


def _answer(t: Translator, round: Round, *, has_answered: bool = False) -> Actions:
    label = t.plain("replies.edit" if has_answered else "rounds.answer")
    style = Style.NORMAL if has_answered else Style.PRIMARY
    return Actions((Button(label=label, route="rounds.answer", value=round.id, style=style),))


def given_back(t: Translator, network: Network, back: View, *, months: int) -> View:
    """To one member: what was told. `back`: as it is given back in a conversation."""
    told: tuple[Element, ...] = (Text(t("echoes.back", network=network.name, n=months)), *back.elements)
    return View(summary=back.summary, elements=told)


def lasting(t: Translator, record: Record) -> str:
    """What became of a change, in a few words; nothing before it has been asked."""
    return t.plain(LASTINGS[record.lasting], n=record.lasting_months) if record.lasting else ""


def counted(t: Translator, records: Sequence[Record]) -> Words | None:
    """How many of the changes are noticed months after, and how many are not; None if none was asked about."""
    noticed = sum(record.lasting is Lasting.NOTICED for record in records)
    faded = sum(record.lasting is Lasting.FADED for record in records)
    return t("echoes.counted", noticed=noticed, faded=faded) if noticed or faded else None
