"""Who and what a network is bound to, as its card shows it: co-leader, receiver, family, how its end was moved."""

from core.model.history import Event
from core.model.networks import AnchorState, Network
from core.services.charters import Bonds
from locales.catalogue import Translator
from locales.words import Plain, Words
from views.elements import Element, Listing, Quote, Text
from views.listings import cut
from views.mentions import mention

Pairs = tuple[tuple[str, Words], ...]

_MOST_CHILDREN = 5
_MOST_MOVES = 3
_LONGEST_REASON = 300


def co_leader(t: Translator, bonds: Bonds) -> Pairs:
    """Who shares the lead, if anybody does."""
    return ((t.plain("roles.co_leader"), (mention(bonds.co_leader),)),) if bonds.co_leader else ()


def receiver(t: Translator, network: Network, bonds: Bonds) -> Pairs:
    """Who takes on what the network finds, and where they belong."""
    if bonds.receiver is None:
        return ()
    who: Words = (mention(bonds.receiver),)
    if bonds.receiving is not None:
        who = (*who, Plain(f", {bonds.receiving.name}"))
    waits = network.receiver_state is not AnchorState.ACCEPTED
    return ((t.plain("roles.receiver"), t("networks.anchor_waiting", person=who) if waits else who),)


def family(t: Translator, bonds: Bonds) -> Pairs:
    """The network it grew out of, and those that grew out of it."""
    found: list[tuple[str, Words]] = []
    if bonds.parent is not None:
        found.append((t.plain("networks.parent"), (Plain(bonds.parent.name),)))
    if bonds.children:
        names = [child.name for child in bonds.children[:_MOST_CHILDREN]]
        if len(bonds.children) > len(names):
            names.append(t.plain("networks.more_children", n=len(bonds.children) - len(names)))
        found.append((t.plain("networks.children"), (Plain(t.listing(names)),)))
    return tuple(found)


def course(t: Translator, bonds: Bonds) -> tuple[Element, ...]:
    """How its end was moved and why, and what of it becomes daily operation."""
    moves = (Listing(tuple(moved(t, event) for event in bonds.moves[-_MOST_MOVES:])),) if bonds.moves else ()
    operation = (Text(t("endings.operation_said")), Quote(bonds.operation)) if bonds.operation else ()
    return (*moves, *operation)


def moved(t: Translator, event: Event) -> Words:
    """Slutdatoen er flyttet fra … til …: fordi …"""
    before = t.day(event.before) if event.before else ""
    after = t.day(event.after) if event.after else ""
    if not event.reason:
        return t("endings.moved", before=before, after=after)
    return t("endings.moved_because", before=before, after=after, reason=cut(event.reason, _LONGEST_REASON))
