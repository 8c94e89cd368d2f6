"""The library as the secretariat sees it: what there is, one prompt with its versions, what can be done about it."""

from collections.abc import Mapping, Sequence
from itertools import islice
from zoneinfo import ZoneInfo

from core.model.changes import Source
from core.model.editions import SHELVES, Edition, Making, Proof, Shelf
from core.model.networks import NetworkType
from core.model.organisations import Organisation
from core.model.prompts import Audience, Prompt, QuestionKind, Texts, Visibility
from core.services.editions import History, Library
from locales.catalogue import Translator
from locales.words import Plain, Strong, Words
from views import networks, phases
from views.elements import Actions, Button, Confirm, Divider, Element, Heading, Listing, Note, Style, Text, View
from views.listings import cut

PAGE = 6
"""How many are shown at once: each has its words and its button."""
MOST_VERSIONS, MOST_PROOFS = 8, 5

KINDS = {
    QuestionKind.SCALE: "prompts.kind_scale",
    QuestionKind.CHOICE: "prompts.kind_choice",
    QuestionKind.OPEN: "prompts.kind_open",
}
VISIBILITIES = {
    Visibility.OPTIONAL: "prompts.visible_optional",
    Visibility.SHARED: "prompts.visible_shared",
    Visibility.PRIVATE: "prompts.visible_private",
}
_AUDIENCES = {
    Audience.MEMBER: "prompts.for_member",
    Audience.LEADER: "prompts.for_leader",
    Audience.ANCHOR: "prompts.for_anchor",
    Audience.RECEIVER: "prompts.for_receiver",
    Audience.EXTERNAL: "prompts.for_external",
}
_MADE = {
    Making.ADDED: "prompts.was_added",
    Making.CHANGED: "prompts.was_changed",
    Making.RETIRED: "prompts.was_retired",
    Making.RETURNED: "prompts.was_returned",
    Making.REVERTED: "prompts.was_reverted",
}
_SOURCES = {Source.TEMPLATE: "prompts.by_template", Source.COMMAND_LINE: "prompts.by_file"}


def overview(t: Translator, library: Library, *, done: str = "") -> View:
    """The whole library on one screen: so many for each type and phase."""
    title = t.plain("prompts.title")
    counts = {shelf: sum(shelf.holds(edition) for edition in library.editions) for shelf in SHELVES}
    members = sum(count for shelf, count in counts.items() if shelf.phase)
    rows = [element for kind in (*NetworkType, None) for element in _row(t, counts, kind)]
    apart = tuple(_button(t, shelf, count) for shelf, count in counts.items() if count and shelf.phase is None)
    return View(
        summary=done or title,
        elements=(
            *((Text((Plain(done),)),) if done else ()),
            Heading(title),
            Text(t("prompts.count", n=members)),
            *rows,
            *((Actions(apart),) if apart else ()),
            *_proofs(t, library.proofs),
            Actions((Button(label=t.plain("prompts.button_new"), route="prompts.new"),)),
            Note(t("prompts.note")),
            *((Note(t("prompts.note_shared")),) if library.is_shared else ()),
        ),
    )


def _row(t: Translator, counts: Mapping[Shelf, int], kind: NetworkType | None) -> tuple[Element, ...]:
    """Opstart (6) · Undervejs (5) ..."""
    of_kind = [(shelf, count) for shelf, count in counts.items() if shelf.phase and shelf.type is kind and count]
    buttons = tuple(_button(t, shelf, count) for shelf, count in of_kind)
    return (Text((Strong(type_name(t, kind)),)), Actions(buttons)) if buttons else ()


def _button(t: Translator, shelf: Shelf, count: int) -> Button:
    if shelf.phase is None:
        label = t.plain("prompts.button_retired" if shelf.is_retired else "prompts.button_roles", n=count)
    else:
        label = t.plain("prompts.button_phase", phase=t.plain(phases.NAMES[shelf.phase]).capitalize(), n=count)
    return Button(label=label, route="prompts.shelf", value=shelf.code)


def _proofs(t: Translator, proofs: Sequence[Proof]) -> tuple[Element, ...]:
    if not proofs:
        return ()
    buttons = tuple(
        Button(label=cut(t.own(proof.prompt.title), 60), route="prompts.proof", value=proof.prompt.id)
        for proof in proofs[:MOST_PROOFS]
    )
    return (Text(t("prompts.proofs")), Actions(buttons))


def on_shelf(t: Translator, shelf: Shelf, editions: Sequence[Edition], *, start: int = 0) -> View:
    """Those of a type and phase, from the `start`-th on: what each is called and first asks."""
    title = _name(t, shelf)
    elements: list[Element] = [Heading(title)]
    for edition in editions[start : start + PAGE]:
        elements += _on_shelf(t, edition)
    if not editions:
        elements.append(Text(t("prompts.shelf_empty")))
    left = len(editions) - start - PAGE
    buttons = [_library(t)]
    if left > 0:
        value = f"{shelf.code}|{start + PAGE}"
        buttons.insert(0, Button(label=t.plain("prompts.button_more", n=left), route="prompts.shelf", value=value))
    return View(summary=title, elements=(*elements, Actions(tuple(buttons))))


def _on_shelf(t: Translator, edition: Edition) -> tuple[Element, ...]:
    prompt = edition.prompt
    title, first, more = t.own(prompt.title), t.own(prompt.questions[0].texts), len(prompt.questions) - 1
    said = (Plain(first), *((Plain(" "), *t("prompts.more_questions", n=more)) if more else ()))
    label = t.plain("prompts.button_open", title=cut(title, 60))
    return (
        Text((Strong(title),)),
        Text(said),
        Actions((Button(label=label, route="prompts.open", value=prompt.id),)),
    )


def _name(t: Translator, shelf: Shelf) -> str:
    """Velfærdsnetværk, undervejs"""
    if shelf.phase is None:
        return t.plain("prompts.shelf_retired" if shelf.is_retired else "prompts.shelf_roles")
    return t.plain("prompts.shelf", type=type_name(t, shelf.type), phase=t.plain(phases.NAMES[shelf.phase]))


def type_name(t: Translator, kind: NetworkType | None) -> str:
    return t.plain(networks.TYPES[kind]) if kind else t.plain("prompts.all_types")


def _library(t: Translator) -> Button:
    return Button(label=t.plain("prompts.button_library"), route="prompts.library")


def card(t: Translator, history: History, organisation: Organisation, *, done: str = "") -> View:
    """One prompt: its words in both languages, whom it is for, how it became so, and what can be done about it."""
    prompt, newest = history.newest.prompt, history.newest
    versions = tuple(
        (Plain(version(t, each, history, organisation)),) for each in islice(history.editions, MOST_VERSIONS)
    )
    left = len(history.editions) - len(versions)
    return View(
        summary=done or t.own(prompt.title),
        elements=(
            *((Text((Plain(done),)),) if done else ()),
            *words(t, prompt),
            Note(_whom(t, prompt)),
            *((Text(t("prompts.retired")),) if newest.is_retired else ()),
            *((Text(t("prompts.has_proof")),) if history.proof else ()),
            Actions(tuple(_buttons(t, history))),
            Divider(),
            Listing(versions),
            *((Note(t("prompts.more_versions", n=left)),) if left > 0 else ()),
            Note(t("prompts.note_versions")),
        ),
    )


def words(t: Translator, prompt: Prompt) -> tuple[Element, ...]:
    """All that a prompt says, the Danish first, in both languages."""
    elements: list[Element] = [Heading(prompt.title["da"]), *_english(t, prompt.title)]
    for number, question in enumerate(prompt.questions, 1):
        kind = t.plain(KINDS[question.kind])
        elements.append(Text(t("prompts.question", n=number, kind=kind, text=question.texts["da"])))
        elements += _english(t, question.texts)
        if question.hint:
            elements += [Note(t("prompts.hint", text=question.hint["da"])), *_english(t, question.hint)]
        answers = answers_of(t, prompt, number - 1)
        elements += [Note(answers)] if answers else []
    return tuple(elements)


def _english(t: Translator, texts: Texts) -> tuple[Element, ...]:
    return (Note(t("prompts.english", text=texts["en"])),) if "en" in texts else (Note(t("prompts.english_missing")),)


def answers_of(t: Translator, prompt: Prompt, place: int) -> Words:
    """1 – Slet ikke · 5 – I meget høj grad; nothing for an open question."""
    question = prompt.questions[place]
    labels = [f"{point} – {t.own(texts)}" for point, texts in sorted((question.ends or {}).items())]
    labels += [t.own(option.texts) for option in question.options]
    return (Plain(" · ".join(labels)),) if labels else ()


def _whom(t: Translator, prompt: Prompt) -> Words:
    """Velfærdsnetværk · undervejs · netværkets deltagere · man vælger selv, hvem der ser svaret"""
    facts = [
        type_name(t, prompt.type),
        t.plain(phases.NAMES[prompt.phase]),
        t.plain(_AUDIENCES[prompt.audience]),
        t.plain(VISIBILITIES[prompt.visibility]),
    ]
    return (Plain(" · ".join(facts)),)


def version(t: Translator, edition: Edition, history: History, organisation: Organisation) -> str:
    """Version 3: rettet af Sara Vestergaard den 22. november 2026."""
    number = edition.prompt.version
    if edition.at is None:
        return t.plain("prompts.was_there", version=number)
    day = t.day(edition.at.astimezone(ZoneInfo(organisation.zone)).date())
    person = history.people.get(edition.by) if edition.by else None
    who = person.name if person else t.plain(_SOURCES.get(edition.source, "prompts.by_somebody"))
    return t.plain(_MADE[edition.making], version=number, who=who, day=day)


def _buttons(t: Translator, history: History) -> Sequence[Button]:
    newest = history.newest
    value = f"{newest.prompt.id}|{newest.prompt.version}"
    if newest.is_retired:
        return [Button(label=t.plain("prompts.button_take_back"), route="prompts.take_back", value=value), _library(t)]
    buttons = [Button(label=t.plain("prompts.button_edit"), route="prompts.edit", value=newest.prompt.id)]
    if history.proof:
        buttons.append(Button(label=t.plain("prompts.button_proof"), route="prompts.proof", value=newest.prompt.id))
    if history.earlier:
        buttons.append(Button(label=t.plain("prompts.button_earlier"), route="prompts.earlier", value=newest.prompt.id))
    label = t.plain("prompts.button_retire")
    sure = Confirm(
        title=t.plain("prompts.retire_title"),
        text=t.plain("prompts.retire_sure"),
        yes=label,
        no=t.plain("prompts.close"),
    )
    return [*buttons, Button(label=label, route="prompts.retire", value=value, confirm=sure), _library(t)]


def earlier(t: Translator, history: History, before: Edition, organisation: Organisation) -> View:
    """What a prompt said before, to look at before going back to it."""
    newest = history.newest.prompt
    back = Button(
        label=t.plain("prompts.button_revert"),
        route="prompts.revert",
        value=f"{newest.id}|{newest.version}",
        style=Style.PRIMARY,
    )
    see = Button(label=t.plain("prompts.button_keep"), route="prompts.open", value=newest.id)
    title = t.plain("prompts.earlier", version=before.prompt.version)
    return View(
        summary=title,
        elements=(
            Text((Plain(title),)),
            *words(t, before.prompt),
            Note((Plain(version(t, before, history, organisation)),)),
            Note(t("prompts.note_revert", version=newest.version + 1)),
            Actions((back, see)),
        ),
    )
