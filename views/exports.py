"""Taking out: what can be had as a file, what is asked before, and the links to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.model.exports import LONGEST_CASE, OF_ONE, TABLES, Order
from core.model.files import File
from locales.catalogue import Translator
from views import sections
from views.documents import MARKDOWN, WORD
from views.elements import Actions, Button, Element, Form, Heading, Link, Note, Style, Text, TextInput, View
from views.listings import cut
from views.tables import SEPARATED, SPREADSHEET

_BUTTONS = {
    File.SUMMARY: "exports.summary",
    File.FIGURES: "exports.figures",
    File.OUTCOMES: "exports.outcomes",
    File.CONDITIONS: "exports.conditions",
    File.JOURNAL: "exports.journal",
    File.DISCLOSURE: "exports.disclosure",
}
_ASKED_FIRST = {File.JOURNAL: "exports.about_journal", File.DISCLOSURE: "exports.about_disclosure"}
"""What has a form before it, and what the form says."""
_READY = {
    File.SUMMARY: "exports.ready_summary",
    File.FIGURES: "exports.ready_figures",
    File.OUTCOMES: "exports.ready_outcomes",
    File.CONDITIONS: "exports.ready_conditions",
    File.JOURNAL: "exports.ready_journal",
    File.DISCLOSURE: "exports.ready_disclosure",
    File.MASKED: "exports.ready_masked",
}
_ENDS_OF_TEXTS = {WORD: "reports.word", MARKDOWN: "reports.markdown"}
_ENDS_OF_TABLES = {SPREADSHEET: "exports.excel", SEPARATED: "exports.csv"}
_ALL_OF_TYPE = {
    "innovation": "summaries.all_innovation",
    "velfaerd": "summaries.all_welfare",
    "laering": "summaries.all_learning",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A file that can be fetched. `address`: where, without the end of its name."""

    file: File
    address: str


def button(t: Translator, order: Order) -> tuple[Element, ...]:
    """Under a summary: to what can be taken out of it."""
    return (Actions((Button(label=t.plain("exports.button"), route="exports.choose", value=order.code),)),)


def subject(t: Translator, order: Order, name: str = "") -> str:
    """»Tryg hjem · siden 1. september 2026«. `name`: of the network or the unit, if the order is about one."""
    kind = order.scope.type
    every = t.plain(_ALL_OF_TYPE[kind.value]) if kind else "" if name else t.plain("summaries.all")
    parts = (cut(name, 100), every, sections.period(t, order.period))
    return " · ".join(part for part in parts if part)


def choose(t: Translator, order: Order, *, name: str = "") -> View:
    """What can be had. What has to be asked first has a form of its own."""
    files = [file for file in _BUTTONS if file not in OF_ONE or order.scope.network_id]
    title = t.plain("exports.title")
    return View(
        summary=title,
        elements=(
            Heading(title),
            Text(t("exports.of", subject=subject(t, order, name))),
            Actions(tuple(_button(t, file, order) for file in files)),
            Note(t("exports.same_as_chat")),
        ),
    )


def _button(t: Translator, file: File, order: Order) -> Button:
    route = "exports.ask" if file in _ASKED_FIRST else "exports.fetch"
    style = Style.PRIMARY if file is File.SUMMARY else Style.NORMAL
    return Button(label=t.plain(_BUTTONS[file]), route=route, value=f"{file.value}|{order.code}", style=style)


def ask(t: Translator, file: File, order: Order, *, name: str = "") -> Form:
    """What the file is for, and its number in the journal, if there is one by now."""
    about = _ASKED_FIRST.get(file, "exports.about_journal")
    return Form(
        title=t.plain(_BUTTONS.get(file, "exports.journal")),
        submit=t.plain("exports.button"),
        close=t.plain("exports.cancel"),
        elements=(
            Text(t("exports.of", subject=subject(t, order, name))),
            Text(t(about)),
            TextInput(name="case", label=t.plain("exports.case"), hint=t.plain("exports.case_hint"), most=LONGEST_CASE),
        ),
        route="exports.fetch",
        value=f"{file.value}|{order.code}",
    )


def offer(t: Translator, order: Order, files: Sequence[Ready], *, name: str = "") -> View:
    """The files, each in the two ways it can be had."""
    told: list[Element] = []
    for ready in files:
        told += [Text(t(_READY[ready.file])), Actions(_links(t, ready))] if ready.file in _READY else []
    of = t("exports.of", subject=subject(t, order, name))
    notes = (Note(t("reports.only_you")), Note(t("reports.kept")))
    return View(summary=t.plain("exports.ready"), elements=(Heading(t.plain("exports.ready")), Text(of), *told, *notes))


def _links(t: Translator, ready: Ready) -> tuple[Link, ...]:
    ends = _ENDS_OF_TABLES if ready.file in TABLES else _ENDS_OF_TEXTS
    return tuple(Link(label=t.plain(key), url=f"{ready.address}.{end}") for end, key in ends.items())


def unclear(t: Translator, question: View) -> View:
    """What was not understood, as it is asked back of a summary, and how to write it here."""
    return View(summary=question.summary, elements=(*question.elements, Note(t("exports.as_summaries"))))
