"""A reply as people see it: the form, the receipt, the post in the thread."""

from collections.abc import Iterable, Mapping

from core.model import outcomes
from core.model.masking import Finding, Trace
from core.model.networks import Network
from core.model.organisations import Person
from core.model.prompts import Audience, Prompt, Question, QuestionKind
from core.model.replies import (
    MOST_TEXT,
    Answer,
    Reply,
    ReplySource,
    ReplyVisibility,
    input_of,
    other_input_of,
)
from core.model.rounds import Round
from locales.catalogue import Translator
from locales.words import Plain, Words
from views import outcomes as outcome_views
from views.elements import (
    Actions,
    Button,
    Choice,
    Choices,
    Confirm,
    Element,
    Form,
    Heading,
    Input,
    Listing,
    Note,
    Option,
    Quote,
    Text,
    TextInput,
    View,
)

VISIBILITY, QUOTABLE, KNOWS = "visibility", "quotable", "knows"
YES = "ja"
_MOST_BUTTONS = 10
_POINTS = range(1, 6)
_MEANINGS = {"output": "replies.means_output", "outcome": "replies.means_outcome"}
_TRACES = {
    Trace.CPR: "replies.found_cpr",
    Trace.PHONE: "replies.found_phone",
    Trace.EMAIL: "replies.found_email",
    Trace.NAME: "replies.found_name",
}


def form(
    t: Translator,
    network: Network,
    round: Round,
    prompt: Prompt,
    *,
    answers: Iterable[Answer] = (),
    visibility: ReplyVisibility | None = None,
    quotable: bool = False,
    source: ReplySource = ReplySource.FORM,
    findings: Mapping[str, tuple[Finding, ...]] | None = None,
    outside: bool = False,
) -> Form:
    """The reply form, filled with what is there. `findings`: what was pointed out in it, by input; it stands first,
    or whoever pressed "save" would see nothing happen. `outside`: for somebody who is asked what only those are.
    """
    default = ReplyVisibility.PRIVATE if prompt.is_private else ReplyVisibility.SHARED
    elements: list[Element] = pointed_out(t, findings) if findings else []
    elements += [Note(t("replies.of_network", network=network.name)), Heading(t.own(prompt.title))]
    if not round.is_open:
        elements.append(Note(t("replies.late_note")))
    elements += questions(t, prompt, answers, outside=outside)
    elements += [_visibility(t, visibility or default), _quotable(t, quotable), Note(t("replies.no_promise"))]
    return Form(
        title=t.plain("replies.form_title"),
        submit=t.plain("replies.form_submit"),
        close=t.plain("replies.form_close"),
        elements=tuple(elements),
        route="replies.save",
        value=round.id if source is ReplySource.FORM else f"{round.id}|{source.value}",
    )


def questions(t: Translator, prompt: Prompt, answers: Iterable[Answer], *, outside: bool = False) -> list[Element]:
    """An input for each question that somebody is asked, filled with what is there."""
    given = {answer.question: answer for answer in answers}
    elements: list[Element] = []
    for place, question in enumerate(prompt.questions):
        for_outside = question.audience is Audience.EXTERNAL
        if not question.has_choice or (for_outside and not outside):
            continue
        if for_outside and prompt.questions[place - 1].audience is not Audience.EXTERNAL:
            elements.append(Heading(t.plain("replies.outside")))
        elements += _meaning(t, prompt, place)
        elements += _inputs(t, place, question, given.get(place, Answer(question=place)))
    return elements


def receipt(t: Translator, network: Network, round: Round, prompt: Prompt, reply: Reply) -> View:
    """To the writer: what is saved, who sees it, and how to change it."""
    elements: list[Element] = [Text(t("replies.saved", title=t.own(prompt.title), network=network.name))]
    elements += told(t, prompt, reply.answers)
    elements.append(Note(t("replies.seen_by_all" if reply.is_shared else "replies.seen_by_few")))
    elements.append(Note(t("replies.may_quote" if reply.quotable else "replies.may_not_quote")))
    if reply.is_late:
        elements.append(Note(t("replies.was_late")))
    elements.append(Note(t("replies.change_any_time")))
    withdraw = withdraw_button(t, "replies.withdraw", reply.id)
    elements.append(Actions((_edit(t, round.id), withdraw, *_lift(t, prompt, reply))))
    return View(summary=t.plain("replies.saved_summary"), elements=tuple(elements))


def shared(t: Translator, network: Network, round: Round, prompt: Prompt, reply: Reply, *, person: Person) -> View:
    """The bot's post of a reply in the prompt's thread."""
    elements: list[Element] = [Text(t("replies.shared_by", name=person.name)), *told(t, prompt, reply.answers)]
    if reply.is_late:
        elements.append(Note(t("replies.came_later")))
    summary = t.plain("replies.shared_summary", name=person.name, network=network.name)
    return View(summary=summary, elements=tuple(elements))


def thread_receipt(t: Translator, network: Network, round: Round, prompt: Prompt, reply: Reply) -> View:
    """To the writer of a message in the thread, which became the reply."""
    not_one = Button(label=t.plain("replies.not_an_answer"), route="replies.not_an_answer", value=reply.id)
    return View(
        summary=t.plain("replies.saved_summary"),
        elements=(
            Text(t("replies.thread_saved", network=network.name)),
            Note(t("replies.thread_note")),
            Actions((not_one, _edit(t, round.id), *_lift(t, prompt, reply))),
        ),
    )


def withdrawn(t: Translator, reply: Reply) -> View:
    """The answers are gone. `reply`: as it is after."""
    return _told(t, "replies.withdrawn", _edit(t, reply.round_id, "replies.answer_again"))


def not_an_answer(t: Translator) -> View:
    """The message in the thread is only a message again."""
    return _told(t, "replies.was_not_an_answer")


def cpr_in_thread(t: Translator) -> View:
    """To the writer of a message in the thread that holds a CPR number."""
    return _told(t, "replies.cpr_in_thread")


def said(t: Translator, question: Question, answer: Answer) -> Words:
    """An answer in words."""
    if answer.scale is not None:
        return t("replies.scale", value=_point(t, question, answer.scale))
    labels = [t.own(option.texts) for option in question.options if option.id in answer.choices]
    if not labels:
        return (Plain(answer.text),)
    chosen = t.listing(labels)
    return (Plain(f"{chosen}: {answer.text}" if answer.text else chosen),)


def _told(t: Translator, key: str, *buttons: Button) -> View:
    elements: tuple[Element, ...] = (Text(t(key)),)
    return View(summary=t.plain(key), elements=(*elements, Actions(buttons)) if buttons else elements)


def told(t: Translator, prompt: Prompt, answers: Iterable[Answer]) -> list[Element]:
    """What somebody has answered, each below its question."""
    elements: list[Element] = []
    for answer in answers:
        question = prompt.questions[answer.question]
        elements.append(Note((Plain(t.own(question.texts)),)))
        written = question.kind is QuestionKind.OPEN
        elements.append(Quote(answer.text) if written else Text(said(t, question, answer)))
    return elements


def _meaning(t: Translator, prompt: Prompt, place: int) -> list[Element]:
    """What output and outcome are, before the first question about each."""
    dimension = prompt.questions[place].dimension
    is_first = all(before.dimension != dimension for before in prompt.questions[:place])
    return [Note(t(_MEANINGS[dimension]))] if dimension in _MEANINGS and is_first else []


def _inputs(t: Translator, place: int, question: Question, answer: Answer) -> list[Input]:
    label = t.own(question.texts)
    hint = t.own(question.hint) if question.hint else ""
    name = input_of(place)
    if question.kind is QuestionKind.SCALE:
        points = tuple(Option(value=str(point), label=_point(t, question, point)) for point in _POINTS)
        value = "" if answer.scale is None else str(answer.scale)
        return [Choice(name=name, label=label, options=points, value=value, hint=hint)]
    if question.kind is QuestionKind.CHOICE:
        return _choices(t, place, question, answer, hint)
    note = f"{hint} {t.plain('replies.no_citizens')}".strip()
    return [TextInput(name=name, label=label, value=answer.text[:MOST_TEXT], hint=note, lines=True, most=MOST_TEXT)]


def _choices(t: Translator, place: int, question: Question, answer: Answer, hint: str) -> list[Input]:
    options = tuple(Option(value=option.id, label=t.own(option.texts)) for option in question.options)
    name, label, compact = input_of(place), t.own(question.texts), len(options) > _MOST_BUTTONS
    inputs: list[Input] = []
    if question.most == 1:
        value = answer.choices[0] if answer.choices else ""
        inputs.append(Choice(name=name, label=label, options=options, value=value, hint=hint, compact=compact))
    else:
        note = f"{hint} {t.plain('replies.at_most', n=question.most)}".strip()
        most = question.most
        inputs.append(
            Choices(
                name=name, label=label, options=options, values=answer.choices, hint=note, compact=compact, most=most
            )
        )
    if question.takes_other:
        other = t.plain("replies.other")
        inputs.append(TextInput(name=other_input_of(place), label=other, value=answer.text, most=300))
    return inputs


def _point(t: Translator, question: Question, point: int) -> str:
    ends = question.ends or {}
    return f"{point} – {t.own(ends[str(point)])}" if str(point) in ends else str(point)


def _visibility(t: Translator, value: ReplyVisibility) -> Choice:
    options = (
        Option(value=ReplyVisibility.SHARED.value, label=t.plain("replies.visible_shared")),
        Option(value=ReplyVisibility.PRIVATE.value, label=t.plain("replies.visible_private")),
    )
    return Choice(
        name=VISIBILITY, label=t.plain("replies.visibility"), options=options, value=value.value, required=True
    )


def _quotable(t: Translator, value: bool) -> Choices:
    options = (Option(value=YES, label=t.plain("replies.quotable_yes")),)
    values = (YES,) if value else ()
    hint = t.plain("replies.quotable_hint")
    return Choices(name=QUOTABLE, label=t.plain("replies.quotable"), options=options, values=values, hint=hint)


def pointed_out(t: Translator, findings: Mapping[str, tuple[Finding, ...]]) -> list[Element]:
    """What should perhaps not stand in the texts, and a box for who knows better."""
    found = dict.fromkeys(finding for group in findings.values() for finding in group)
    items = tuple(t(_TRACES[finding.trace], text=finding.text) for finding in found)
    options = (Option(value=YES, label=t.plain("replies.save_anyway")),)
    label = t.plain("replies.save_anyway_label")
    return [Text(t("replies.look_again")), Listing(items), Choices(name=KNOWS, label=label, options=options)]


def _edit(t: Translator, round_id: str, key: str = "replies.edit") -> Button:
    return Button(label=t.plain(key), route="rounds.answer", value=round_id)


def _lift(t: Translator, prompt: Prompt, reply: Reply) -> tuple[Button, ...]:
    """Where a change is told of, it can be written down as one."""
    return (outcome_views.lift_button(t, reply),) if outcomes.told_in(prompt, reply) else ()


def withdraw_button(t: Translator, route: str, id: str) -> Button:
    """Deletes what somebody answered, when they have said so twice."""
    label = t.plain("replies.withdraw")
    confirm = Confirm(
        title=t.plain("replies.withdraw_title"),
        text=t.plain("replies.withdraw_text"),
        yes=label,
        no=t.plain("replies.form_close"),
    )
    return Button(label=label, route=route, value=id, confirm=confirm)
