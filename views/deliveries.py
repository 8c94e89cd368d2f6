"""What people are told of messages that did not get through, and what they can do about it."""

from collections.abc import Callable, Mapping, Sequence

from core.model.deliveries import Cause, Content, DeliveryState
from core.model.ids import DeliveryId
from core.model.networks import Network
from core.model.untold import Held, Missed, Undelivered, Unheard
from locales.catalogue import Translator
from locales.words import Words, plain
from views import members, networks
from views.elements import Actions, Button, Element, Heading, Listing, Note, Style, Text, View
from views.listings import cut

_WHAT = {
    Content.PROMPT: "deliveries.prompt",
    Content.SHAREBACK: "deliveries.shareback",
    Content.SHARED_REPLY: "deliveries.shared_reply",
    Content.OUTCOME: "deliveries.outcome",
    Content.CHARTER: "deliveries.charter",
    Content.WELCOME: "deliveries.welcome",
    Content.THANKS: "deliveries.thanks",
    Content.LEADER_CHANGED: "deliveries.leader_changed",
    Content.CO_LEADER: "deliveries.co_leader",
    Content.END_MOVED: "deliveries.end_moved",
    Content.RESUMED: "deliveries.resumed",
}
_KINDS = {
    Content.PROMPT: "deliveries.kind_prompt",
    Content.SHAREBACK: "deliveries.kind_shareback",
    Content.SHARED_REPLY: "deliveries.kind_shared_reply",
    Content.OUTCOME: "deliveries.kind_outcome",
    Content.CHARTER: "deliveries.kind_charter",
    Content.WELCOME: "deliveries.kind_welcome",
    Content.THANKS: "deliveries.kind_thanks",
    Content.NOTHING: "deliveries.kind_place",
}
_STUCK = {
    Cause.SHUT_OUT: ("deliveries.stuck_shut_out", "deliveries.mend_shut_out"),
    Cause.ARCHIVED: ("deliveries.stuck_archived", "deliveries.mend_archived"),
    Cause.NOT_ALLOWED: ("deliveries.stuck_not_allowed", "deliveries.mend_not_allowed"),
    Cause.MESSAGE_GONE: ("deliveries.stuck_other", "deliveries.mend_other"),
    Cause.OTHER: ("deliveries.stuck_other", "deliveries.mend_other"),
}
_MOST = 5
"""How many of each are shown at once."""


def what(t: Translator, content: Content, titles: dict[str, str]) -> str:
    """A post as people know it; a shared answer is neither quoted nor said to be anybody's."""
    title = cut(t.own(titles), 100) if titles else ""
    return t.plain(_WHAT.get(content, "deliveries.message"), title=title)


def held_question(t: Translator, held: Held) -> View:
    """To the leader: a post may have arrived. Did it?"""
    words = _asked(t, held)
    return View(
        summary=t.plain("deliveries.held_summary", name=held.network.name),
        elements=(Text(words), held_buttons(t, held.id), Note(t("deliveries.held_note"))),
    )


def _asked(t: Translator, held: Held) -> Words:
    return t("deliveries.held_question", what=what(t, held.content, held.titles), name=held.network.name)


def held_buttons(t: Translator, id: DeliveryId) -> Actions:
    return Actions(
        (
            Button(label=t.plain("deliveries.button_arrived"), route="deliveries.arrived", value=id),
            Button(label=t.plain("deliveries.button_send_again"), route="deliveries.send_again", value=id),
        )
    )


def settled(t: Translator, network: Network) -> View:
    """Somebody has answered, or it is not needed any more."""
    return _said(t, "deliveries.settled", network)


def answered(t: Translator, network: Network, *, was_seen: bool) -> View:
    """To who answered."""
    return _said(t, "deliveries.answered_arrived" if was_seen else "deliveries.answered_again", network)


def stuck(t: Translator, network: Network, cause: Cause) -> View:
    """To the leader: why nothing gets through, and what to do."""
    why, mend = _STUCK[cause]
    return View(
        summary=t.plain(why, name=network.name),
        elements=(Text(t(why, name=network.name)), Text(t(mend)), _mending(t, network)),
    )


def _mending(t: Translator, network: Network) -> Actions:
    again = Button(label=t.plain("deliveries.button_try_again"), route="deliveries.try_again", value=network.id)
    label = t.plain("deliveries.button_other_place")
    other = Button(label=label, route="networks.use_conversation", value=network.id)
    return Actions((again, other) if network.is_open else (again,))


def trying_again(t: Translator, network: Network) -> View:
    """It is mended, or somebody says so."""
    return _said(t, "deliveries.trying_again", network)


def invitation_unreached(t: Translator, network: Network, *, person: str) -> View:
    """To who invited: that person cannot be reached."""
    words = t("deliveries.invitation_unreached", person=person, name=network.name)
    return View(
        summary=t.plain("deliveries.invitation_unreached", person=person, name=network.name), elements=(Text(words),)
    )


def anchor_unreached(t: Translator, network: Network, *, person: str) -> View:
    """To the leader: the one who was asked to be the anchor cannot be reached."""
    label = t.plain("networks.button_edit")
    edit = Button(label=label, route="networks.edit", value=network.id, style=Style.PRIMARY)
    return View(
        summary=t.plain("deliveries.anchor_unreached", person=person, name=network.name),
        elements=(Text(t("deliveries.anchor_unreached", person=person, name=network.name)), Actions((edit,))),
    )


def role_unreached(t: Translator, network: Network, *, person: str) -> View:
    """To the leader: the one who was asked to receive or to lead cannot be reached."""
    key = "deliveries.role_unreached"
    other = Button(label=t.plain("roles.button"), route="roles.change", value=network.id, style=Style.PRIMARY)
    return View(
        summary=t.plain(key, person=person, name=network.name),
        elements=(Text(t(key, person=person, name=network.name)), Actions((other,))),
    )


def not_let_in(t: Translator, network: Network, *, person: str) -> View:
    """To the leader: a member whom the bot may not let in where the network talks."""
    words = t("deliveries.not_let_in", person=person, name=network.name)
    return View(summary=t.plain("deliveries.not_let_in", person=person, name=network.name), elements=(Text(words),))


def _said(t: Translator, key: str, network: Network) -> View:
    return View(summary=t.plain(key, name=network.name), elements=(Text(t(key, name=network.name)),))


def unheard(t: Translator, unheard: Unheard) -> tuple[Element, ...]:
    """What did not reach somebody, told now that they are here."""
    told: list[Element] = []
    for held in unheard.held[:_MOST]:
        told += (Text(_asked(t, held)), held_buttons(t, held.id))
    for network in unheard.stuck[:_MOST]:
        told += (Text(t("deliveries.home_stuck", name=network.name)), _mending(t, network))
    for network in unheard.placeless[:_MOST]:
        told += networks.no_conversation(t, network).elements
    for missed in unheard.missed[-_MOST:]:
        told += _retold(t, missed)
    return (Heading(t.plain("deliveries.heading")), *told) if told else ()


def not_theirs(t: Translator, network: Network, *, person: str) -> View:
    """To the leader: a link came to somebody else."""
    words = t("outsiders.not_theirs", name=person, network=network.name)
    return View(summary=plain(words), elements=(Text(words),))


def network_over(t: Translator, network: Network) -> View:
    """To a member without an account: it has closed."""
    words = t("outsiders.farewell", network=network.name)
    return View(summary=plain(words), elements=(Text(words),))


def echo_back(t: Translator, network: Network) -> View:
    """To a member: what was told months after the closing did not reach them."""
    words = t("deliveries.echo_back", name=network.name)
    return View(summary=plain(words), elements=(Text(words),))


def digest(t: Translator, network: Network) -> View:
    """To the anchor: what a month told did not reach them."""
    words = t("deliveries.digest", name=network.name)
    return View(summary=plain(words), elements=(Text(words),))


def _retold(t: Translator, missed: Missed) -> tuple[Element, ...]:
    network = missed.network
    if network is None:
        return (Text(t(_OF_NO_NETWORK.get(missed.content, "deliveries.missed_answer"))),)
    if missed.content in _OF_SOMEBODY:
        return _OF_SOMEBODY[missed.content](t, network, person=missed.person).elements
    if missed.content in _BRIEFLY:
        return _said(t, _BRIEFLY[missed.content], network).elements if network.is_open else ()
    if missed.content is Content.NEEDS:
        return networks.needs(t, network).elements if network.is_open and network.missing else ()
    return _OF_A_NETWORK[missed.content](t, network).elements if missed.content in _OF_A_NETWORK else ()


_OF_NO_NETWORK = {
    Content.DIGEST_DESK: "deliveries.digest_desk",
    Content.DIGEST_COMMITTEE: "deliveries.digest_committee",
}
_BRIEFLY = {
    Content.PHASES: "deliveries.phases",
    Content.ROLE_DECLINED: "deliveries.role_declined",
    Content.END_QUESTION: "deliveries.end_question",
    Content.CALL: "deliveries.call",
    Content.CALL_ANSWERED: "deliveries.call_answered",
    Content.READOUT: "deliveries.readout",
}
"""What is told again in a sentence, while the network is open."""
_OF_SOMEBODY: Mapping[Content, Callable[..., View]] = {
    Content.INVITATION_UNREACHED: invitation_unreached,
    Content.ANCHOR_UNREACHED: anchor_unreached,
    Content.ROLE_UNREACHED: role_unreached,
    Content.NOT_LET_IN: not_let_in,
    Content.NOT_THEIRS: not_theirs,
}
_OF_A_NETWORK = {
    Content.REMOVED: members.removed,
    Content.LEFT: members.left,
    Content.FAREWELL: network_over,
    Content.ECHO_BACK: echo_back,
    Content.DIGEST: digest,
}


def undelivered(t: Translator, found: Sequence[tuple[Network, Sequence[Undelivered]]]) -> tuple[Element, ...]:
    """To the secretariat: counts and kinds, network by network; nothing if there is none."""
    lines = [line for network, kinds in found for line in _lines(t, network, kinds)]
    if not lines:
        return ()
    return (
        Heading(t.plain("deliveries.undelivered_heading")),
        Listing(tuple(lines)),
        Note(t("deliveries.undelivered_note")),
    )


def _lines(t: Translator, network: Network, kinds: Sequence[Undelivered]) -> list[Words]:
    keys = {DeliveryState.DEAD: "deliveries.undelivered", DeliveryState.HELD: "deliveries.unsure"}
    lines: list[Words] = []
    for state, key in keys.items():
        named = [_kind(t, one) for one in kinds if one.state is state]
        lines += [t(key, name=network.name, what=t.listing(named))] if named else []
    return lines


def _kind(t: Translator, one: Undelivered) -> str:
    return t.plain(_KINDS.get(one.content, "deliveries.kind_message"), n=one.count)
