"""What came out of a network as people see it: the list, a record, the post, what waits to be confirmed."""

from collections.abc import Sequence

from core.model.networks import Network
from core.model.outcomes import Details, Growth, Kind, Novelty, Record, Source, Stage
from core.model.replies import Reply
from core.services.outcomes import Entry
from locales.catalogue import Translator
from locales.words import Plain, Strong, Words
from views import echoes
from views.elements import Actions, Button, Confirm, Element, Heading, Note, Quote, Style, Text, View
from views.listings import cut

PAGE = 6
"""How many are shown at once: each has its words and its buttons."""

KINDS = {
    Kind.CHANGE: "outcomes.kind_change",
    Kind.RESULT: "outcomes.kind_result",
    Kind.PROPOSAL: "outcomes.kind_proposal",
    Kind.OFFSHOOT: "outcomes.kind_offshoot",
}
SOURCES = {
    Source.SEEN: "outcomes.source_seen",
    Source.FIGURES: "outcomes.source_figures",
    Source.TOLD: "outcomes.source_told",
    Source.FELT: "outcomes.source_felt",
}
NOVELTIES = {Novelty.IMPROVES: "outcomes.novelty_improves", Novelty.NEW: "outcomes.novelty_new"}
STAGES = {
    Stage.IDEA: "outcomes.stage_idea",
    Stage.DESCRIBED: "outcomes.stage_described",
    Stage.TRIED: "outcomes.stage_tried",
    Stage.PRESENTED: "outcomes.stage_presented",
    Stage.DECIDED: "outcomes.stage_decided",
}
GROWTHS = {
    Growth.SOLUTION: "outcomes.growth_solution",
    Growth.COLLABORATION: "outcomes.growth_collaboration",
    Growth.ENGAGEMENT: "outcomes.growth_engagement",
}
_NEW = {
    Kind.CHANGE: "outcomes.new_change",
    Kind.RESULT: "outcomes.new_result",
    Kind.PROPOSAL: "outcomes.new_proposal",
    Kind.OFFSHOOT: "outcomes.new_offshoot",
}
_LONGEST = 400
"""Characters of a record in a list; the post has all of it."""


def listing(t: Translator, network: Network, entries: Sequence[Entry], *, start: int, may_record: bool) -> View:
    """What is recorded in a network, from the `start`-th on, and buttons to record more."""
    shown = entries[start : start + PAGE]
    elements: list[Element] = [Heading(t.plain("outcomes.title", network=cut(network.name, 100)))]
    if may_record:
        elements += [Text(t("outcomes.what_to_record")), _adding(t, network)]
    if not entries:
        elements.append(Text(t("outcomes.empty")))
    for entry in shown:
        elements += _entry(t, entry)
    left = len(entries) - start - len(shown)
    if left > 0:
        more = Button(
            label=t.plain("outcomes.button_more", n=left), route="outcomes.list", value=f"{network.id}|{start + PAGE}"
        )
        elements.append(Actions((more,)))
    return View(summary=t.plain("outcomes.title", network=network.name), elements=tuple(elements))


def _adding(t: Translator, network: Network) -> Actions:
    return Actions(
        tuple(
            Button(label=t.plain(key), route="outcomes.new", value=f"{network.id}|{kind.value}")
            for kind, key in KINDS.items()
        )
    )


def _entry(t: Translator, entry: Entry) -> list[Element]:
    buttons = _buttons(t, entry)
    said: list[Element] = [Text(_head(t, entry)), Quote(cut(entry.record.details.text, _LONGEST))]
    return [*said, Actions(buttons)] if buttons else said


def _head(t: Translator, entry: Entry) -> Words:
    """Forandring · Sundhed og Omsorg · set selv · bekræftet"""
    rest = "".join(f" · {fact}" for fact in facts(t, entry))
    return (Strong(t.plain(KINDS[entry.record.kind])), Plain(rest))


def facts(t: Translator, entry: Entry) -> list[str]:
    """What is known of a record beside its words, each in a few of our own."""
    record, told = entry.record, [unit.name for unit in entry.units]
    told += labels(t, record.details)
    if record.kind is Kind.CHANGE:
        told.append(t.plain("outcomes.confirmed" if record.is_confirmed else "outcomes.unconfirmed"))
    if record.lasting is not None:
        told.append(echoes.lasting(t, record))
    if entry.became is not None:
        told.append(t.plain("outcomes.became", network=cut(entry.became.name, 60)))
    return told


def labels(t: Translator, details: Details) -> list[str]:
    """What was chosen of a record."""
    chosen = [
        SOURCES[details.source] if details.source else "",
        GROWTHS[details.growth] if details.growth else "",
        STAGES[details.stage] if details.stage else "",
        NOVELTIES[details.novelty] if details.novelty else "",
    ]
    return [t.plain(key) for key in chosen if key]


def _buttons(t: Translator, entry: Entry) -> tuple[Button, ...]:
    record, buttons = entry.record, []
    stage = record.details.stage.next if record.details.stage else None
    if entry.may_move and stage is not None:
        label = t.plain("outcomes.button_move", stage=t.plain(STAGES[stage]))
        buttons.append(Button(label=label, route="outcomes.move", value=f"{record.id}|{stage.value}"))
    if entry.may_grow and entry.network.is_open:
        buttons.append(Button(label=t.plain("outcomes.button_grow"), route="outcomes.grow", value=record.id))
    if entry.may_change and entry.network.is_open:
        buttons.append(Button(label=t.plain("outcomes.button_edit"), route="outcomes.edit", value=record.id))
    if entry.may_change:
        buttons.append(_withdraw(t, record))
    return tuple(buttons)


def _withdraw(t: Translator, record: Record) -> Button:
    label = t.plain("outcomes.button_withdraw")
    confirm = Confirm(
        title=t.plain("outcomes.withdraw_title"),
        text=t.plain("outcomes.withdraw_text"),
        yes=label,
        no=t.plain("outcomes.form_close"),
    )
    return Button(label=label, route="outcomes.withdraw", value=record.id, confirm=confirm)


def saved(t: Translator, entry: Entry) -> View:
    """To who wrote it: it is kept, who sees it, and how to change it."""
    words = t("outcomes.saved", network=entry.network.name)
    note = (Note(t("outcomes.awaits")),) if entry.record.kind is Kind.CHANGE and not entry.record.is_confirmed else ()
    return View(
        summary=t.plain("outcomes.saved", network=entry.network.name),
        elements=(Text(words), *_entry(t, entry), *note, Actions((_all(t, entry.network),))),
    )


def withdrawn(t: Translator, network: Network) -> View:
    """To who took it back."""
    return View(
        summary=t.plain("outcomes.withdrawn"),
        elements=(Text(t("outcomes.withdrawn")), Actions((_all(t, network),))),
    )


def _all(t: Translator, network: Network) -> Button:
    return Button(label=t.plain("outcomes.button_all"), route="outcomes.list", value=network.id)


def post(t: Translator, entry: Entry) -> View:
    """Where the network talks: what one of them has recorded."""
    record, name = entry.record, entry.author.name
    elements: list[Element] = [Text(t(_NEW[record.kind], name=name)), Quote(record.details.text)]
    if record.details.contribution:
        elements += [Text(t("outcomes.contributed")), Quote(record.details.contribution)]
    told = facts(t, entry)
    if told:
        elements.append(Note((Plain(" · ".join(told)),)))
    elements += [Note(t("outcomes.talk")), Actions((_all(t, entry.network),))]
    summary = t.plain("outcomes.post_summary", name=name, network=entry.network.name)
    return View(summary=summary, elements=tuple(elements))


def waiting(t: Translator, entries: Sequence[Entry]) -> View:
    """To the secretariat: what waits to be confirmed, a button for each."""
    elements: list[Element] = [Heading(t.plain("outcomes.waiting"))]
    elements.append(Text(t("outcomes.waiting_intro" if entries else "outcomes.waiting_none")))
    for entry in entries[:PAGE]:
        button = Button(
            label=t.plain("outcomes.button_confirm"),
            route="outcomes.confirm",
            value=entry.record.id,
            style=Style.PRIMARY,
        )
        text = cut(entry.record.details.text, _LONGEST)
        elements += [Text(_whose(t, entry)), Quote(text), Actions((button,))]
    if len(entries) > PAGE:
        elements.append(Note(t("outcomes.waiting_more", n=len(entries) - PAGE)))
    return View(summary=t.plain("outcomes.waiting"), elements=tuple(elements))


def _whose(t: Translator, entry: Entry) -> Words:
    units = t.listing(unit.name for unit in entry.units)
    known = "".join(f" · {label}" for label in labels(t, entry.record.details))
    return (Strong(cut(entry.network.name, 80)), Plain(f" · {units}{known}"))


def confirmed(t: Translator, entry: Entry) -> View:
    """To the secretariat: it is confirmed, and what comes next."""
    more = Button(label=t.plain("outcomes.button_waiting"), route="outcomes.waiting")
    return View(
        summary=t.plain("outcomes.confirmed_now", network=entry.network.name),
        elements=(
            Text(t("outcomes.confirmed_now", network=entry.network.name)),
            Quote(cut(entry.record.details.text, _LONGEST)),
            Actions((more,)),
        ),
    )


def only_in_private(t: Translator) -> View:
    """Asked where others can read along."""
    return View(summary=t.plain("outcomes.only_in_private"), elements=(Text(t("outcomes.only_in_private")),))


def grown(t: Translator, parent: Network, network: Network) -> View:
    """To who made a network of an offshoot."""
    words = t("outcomes.grown", parent=parent.name, network=network.name)
    invite = Button(
        label=t.plain("networks.button_invite"), route="members.invite", value=network.id, style=Style.PRIMARY
    )
    edit = Button(label=t.plain("networks.button_edit"), route="networks.edit", value=network.id)
    return View(
        summary=t.plain("outcomes.grown", parent=parent.name, network=network.name),
        elements=(Text(words), Actions((invite, edit))),
    )


def lift_button(t: Translator, reply: Reply) -> Button:
    """Under the receipt of a reply that tells of a change."""
    return Button(label=t.plain("outcomes.button_lift"), route="outcomes.lift", value=reply.id)
