"""Questions to those in a role: the message, the form, the receipt, and what the secretariat reads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.model.inquiries import Inquiry, Said
from core.model.masking import Finding
from core.model.networks import Network
from core.model.organisations import Organisation, Person, Unit
from core.model.prompts import Audience, Prompt
from core.model.replies import Answer
from core.services.asking import Inquired
from locales import words
from locales.catalogue import Translator
from locales.words import Plain, Strong
from views import belonging, members, replies
from views.elements import (
    Actions,
    Button,
    Divider,
    Element,
    Form,
    Heading,
    Listing,
    Note,
    Quote,
    Style,
    Text,
    View,
)
from views.listings import cut

MOST_SAID = 3
ROLES = {
    Audience.LEADER: "inquiries.leader",
    Audience.ANCHOR: "inquiries.anchor",
    Audience.RECEIVER: "inquiries.receiver",
    Audience.EXTERNAL: "inquiries.outside",
    Audience.MEMBER: "inquiries.member",
}


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody of whom nothing is stored yet, and the units that they may belong to."""

    person: Person
    units: Sequence[Unit]


def card(t: Translator, asked: Inquired) -> View:
    """To one person: something is asked of them for what they are to the network."""
    inquiry, network, prompt = asked.inquiry, asked.network, asked.prompt
    if inquiry.answered_at is not None:
        key = "inquiries.answered" if inquiry.is_answered else "inquiries.withdrawn"
        words = t(key, network=network.name)
        return View(summary=t.plain(key, network=network.name), elements=(Text(words), _buttons(t, inquiry)))
    until = t.moment(inquiry.closes_at, network.zone)
    questions = [question for question in prompt.questions if question.has_choice]
    return View(
        summary=t.plain("inquiries.summary", network=network.name, title=t.own(prompt.title)),
        elements=(
            Heading(t.own(prompt.title)),
            Text(_asks(t, inquiry, network)),
            Listing(tuple((Plain(t.own(question.texts)),) for question in questions)),
            _who(t, inquiry),
            Note(t("rounds.until", deadline=until)),
            _buttons(t, inquiry),
        ),
    )


def _asks(t: Translator, inquiry: Inquiry, network: Network) -> words.Words:
    role = t.plain(ROLES[inquiry.audience])
    if inquiry.months:
        return t("inquiries.asks_after", network=network.name, role=role, n=inquiry.months)
    return t("inquiries.asks", network=network.name, role=role)


def _who(t: Translator, inquiry: Inquiry) -> Note:
    return Note(t("inquiries.who", role=t.plain(ROLES[inquiry.audience])))


def _buttons(t: Translator, inquiry: Inquiry) -> Actions:
    label = t.plain("replies.edit" if inquiry.is_answered else "rounds.answer")
    style = Style.NORMAL if inquiry.is_answered else Style.PRIMARY
    answer = Button(label=label, route="inquiries.answer", value=inquiry.id, style=style)
    if not inquiry.is_answered:
        return Actions((answer,))
    return Actions((answer, replies.withdraw_button(t, "inquiries.withdraw", inquiry.id)))


def form(
    t: Translator,
    asked: Inquired,
    organisation: Organisation,
    *,
    answers: Iterable[Answer] = (),
    newcomer: Newcomer | None,
    findings: Mapping[str, tuple[Finding, ...]] | None = None,
) -> Form:
    """The form, filled with what is there. `newcomer`: who has not read the information text before."""
    elements: list[Element] = replies.pointed_out(t, findings) if findings else []
    elements += [Note(t("replies.of_network", network=asked.network.name)), Heading(t.own(asked.prompt.title))]
    elements += replies.questions(t, asked.prompt, answers)
    elements.append(_who(t, asked.inquiry))
    if newcomer is not None:
        elements += [Divider(), *members.acknowledging(t, organisation)]
        elements += belonging.inputs(t, newcomer.person, newcomer.units)
    return Form(
        title=t.plain("replies.form_title"),
        submit=t.plain("replies.form_submit"),
        close=t.plain("replies.form_close"),
        elements=tuple(elements),
        route="inquiries.save",
        value=asked.inquiry.id,
    )


def receipt(t: Translator, asked: Inquired) -> View:
    """To who answered: what is kept, and who reads it."""
    told: list[Element] = [Text(t("inquiries.saved", network=asked.network.name))]
    told += replies.told(t, asked.prompt, asked.inquiry.answers)
    told += [_who(t, asked.inquiry), _buttons(t, asked.inquiry)]
    return View(summary=t.plain("inquiries.saved", network=asked.network.name), elements=tuple(told))


def withdrawn(t: Translator, asked: Inquired) -> View:
    """The answers are gone."""
    words = t("inquiries.withdrawn", network=asked.network.name)
    summary = t.plain("inquiries.withdrawn", network=asked.network.name)
    return View(summary=summary, elements=(Text(words), _buttons(t, asked.inquiry)))


def waiting(t: Translator, asked: Sequence[Inquired]) -> list[Element]:
    """On somebody's page: what is asked of them for a role."""
    elements: list[Element] = []
    for each in asked:
        elements += [Text(_asks(t, each.inquiry, each.network)), _buttons(t, each.inquiry)]
    return elements


def in_summary(t: Translator, said: Sequence[Said]) -> tuple[Element, ...]:
    """To the secretariat: what those in a role have answered, with the role."""
    if not said:
        return ()
    elements: list[Element] = [Heading(t.plain("inquiries.section"))]
    for each in said[:MOST_SAID]:
        elements.append(Text((Strong(t.plain(ROLES[each.inquiry.audience])), Plain(_when(t, each)))))
        elements += _answers(t, each.prompt, each.inquiry)
    if len(said) > MOST_SAID:
        elements.append(Note(t("inquiries.more", n=len(said) - MOST_SAID)))
    return tuple(elements)


def _when(t: Translator, said: Said) -> str:
    return f" · {t.plain('inquiries.months_after', n=said.inquiry.months)}" if said.inquiry.months else ""


def _answers(t: Translator, prompt: Prompt, inquiry: Inquiry) -> list[Element]:
    lines = [
        f"{t.own(prompt.questions[answer.question].texts)} "
        f"{cut(words.plain(replies.said(t, prompt.questions[answer.question], answer)))}"
        for answer in inquiry.answers
    ]
    return [Quote("\n".join(lines))]
