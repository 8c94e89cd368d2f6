"""Invitations, joining and leaving, as people see them."""

from collections.abc import Sequence

from core.model.members import Member, MemberState
from core.model.networks import Network
from core.model.organisations import Organisation, Person, Unit
from core.services.members import Invited
from locales.catalogue import Translator
from locales.words import Mention, Span, Words
from views import belonging, phases
from views.elements import (
    Actions,
    Button,
    Choices,
    Confirm,
    Element,
    Form,
    Input,
    Listing,
    Note,
    Option,
    PeopleInput,
    Quote,
    Style,
    Text,
    TextInput,
    View,
)
from views.mentions import mention

READ = "read"
"""Chosen by somebody who has read the information text."""

_PAST = {
    MemberState.ACTIVE: "members.invitation_accepted",
    MemberState.DECLINED: "members.invitation_declined",
    MemberState.LEFT: "members.invitation_past",
    MemberState.REMOVED: "members.invitation_past",
}


def _said(t: Translator, key: str, *more: Element, **values: str | Span) -> View:
    """A view that says one thing."""
    return View(summary=t.plain(key, **values), elements=(Text(t(key, **values)), *more))


def invitation(t: Translator, network: Network, *, inviter: Person | None, leader: Person, member: Member) -> View:
    """What membership involves, yes or no; afterwards how it went."""
    if not network.is_open:
        return _said(t, "members.invitation_closed", name=network.name)
    if member.state is not MemberState.INVITED:
        more = (Actions((_accept(t, member),)),) if member.state is MemberState.DECLINED else ()
        return _said(t, _PAST[member.state], *more, name=network.name)
    values: dict[str, str | Span] = {"name": network.name}
    if inviter is not None:
        values["inviter"] = mention(inviter)
    return _said(
        t,
        "members.invitation" if inviter else "members.walked_in",
        Quote(network.purpose),
        Text(t("members.leader", leader=mention(leader))),
        Text(t("members.involves")),
        Listing(
            tuple(t(key) for key in ("members.involves_time", "members.involves_choice", "members.involves_leave"))
        ),
        *((Text(t("phases.invited", phases=phases.listed(t, member))),) if member.phases else ()),
        Actions((_accept(t, member), _decline(t, member))),
        **values,
    )


def _accept(t: Translator, member: Member) -> Button:
    return Button(label=t.plain("members.button_accept"), route="members.accept", value=member.id, style=Style.PRIMARY)


def _decline(t: Translator, member: Member) -> Button:
    return Button(label=t.plain("members.button_decline"), route="members.decline", value=member.id)


def answer_buttons(t: Translator, member: Member) -> Actions:
    return Actions((_accept(t, member), _decline(t, member)))


def join(
    t: Translator,
    network: Network,
    organisation: Organisation,
    person: Person,
    member: Member,
    units: Sequence[Unit],
    *,
    has_read: bool,
) -> Form:
    """The information text, read and acknowledged, and where the person belongs."""
    return Form(
        title=t.plain("members.join_title"),
        submit=t.plain("members.join_submit"),
        close=t.plain("members.cancel"),
        elements=(
            Text(t("members.join_intro", name=network.name)),
            *(() if has_read else acknowledging(t, organisation)),
            *(() if person.has_account else (_own_name(t, person),)),
            *belonging.inputs(t, person, units),
            belonging.contribution(t, member.contribution),
        ),
        route="members.join",
        value=member.id,
    )


def _own_name(t: Translator, person: Person) -> Input:
    """What is somebody called of whom we know the mail address alone?"""
    known = "" if person.name == person.account else person.name
    hint = t.plain("members.name_hint")
    return TextInput(name="name", label=t.plain("members.name"), value=known, hint=hint, required=True, most=80)


def acknowledging(t: Translator, organisation: Organisation) -> tuple[Element, ...]:
    """What somebody reads before anything of theirs is stored, and that they have."""
    read = Choices(
        name="informed",
        label=t.plain("members.informed"),
        options=(Option(value=READ, label=t.plain("members.informed_yes")),),
        required=True,
    )
    return (*information(t, organisation), read)


def information(t: Translator, organisation: Organisation) -> tuple[Element, ...]:
    """The short information text (domain.md §6.1)."""
    return (
        Text(t("members.information")),
        Listing(
            (
                t("members.information_who", organisation=organisation.name, contact=organisation.contact),
                t("members.information_purpose"),
                t("members.information_what"),
                t("members.information_basis"),
                t("members.information_choice", k=organisation.k),
                t("members.information_readers"),
                t("members.information_kept", n=organisation.retention_months),
                t("members.information_rights", contact=organisation.contact),
                t("members.information_complain"),
            )
        ),
    )


def joined(t: Translator, network: Network) -> View:
    return _said(t, "members.joined", Text(t("members.joined_next")), name=network.name)


def already(t: Translator, network: Network) -> View:
    return _said(t, "members.already", name=network.name)


def declined(t: Translator, network: Network, member_id: str) -> View:
    button = Button(label=t.plain("members.button_accept"), route="members.accept", value=member_id)
    return _said(t, _PAST[MemberState.DECLINED], Actions((button,)), name=network.name)


def welcome(t: Translator, network: Network, *, person: Person, unit: Unit | None) -> View:
    """To the network: somebody has joined."""
    key = "members.welcome_from" if unit else "members.welcome"
    values: dict[str, str] = {"unit": unit.name} if unit else {}
    return View(
        summary=t.plain(key, person=person.name, **values), elements=(Text(t(key, person=mention(person), **values)),)
    )


def removed(t: Translator, network: Network) -> View:
    """To somebody who is not a member any more."""
    return _said(t, "members.removed", Note(t("members.removed_note")), name=network.name)


def was_removed(t: Translator, network: Network, person: Person) -> View:
    """To who removed them."""
    return _said(t, "members.was_removed", person=mention(person), name=network.name)


def invite(t: Translator, network: Network) -> Form:
    """Whom to invite?"""
    return Form(
        title=t.plain("members.invite_title"),
        submit=t.plain("members.invite_submit"),
        close=t.plain("members.cancel"),
        elements=(
            Text(t("members.invite_intro", name=network.name)),
            PeopleInput(name="people", label=t.plain("members.people"), required=True, many=True),
            phases.choices(t),
            Note(t("members.invite_note")),
        ),
        route="members.invited",
        value=network.id,
    )


def invited(t: Translator, network: Network, outcome: Invited) -> View:
    """How it went with each."""
    told: list[Words] = [t("members.invited", person=mention(person)) for person in outcome.invited]
    told += (t("members.invited_in", person=mention(person)) for person in outcome.already_in)
    told += (t("members.invited_before", person=mention(person)) for person in outcome.already_invited)
    told += (t("members.invited_unknown", person=Mention(account)) for account in outcome.unknown)
    n = len(outcome.invited)
    summary = t.plain("members.invited_summary", n=n, name=network.name) if n else t.plain("members.invited_nobody")
    return View(
        summary=summary,
        elements=(
            Text(t("members.invited_summary", n=n, name=network.name) if n else t("members.invited_nobody")),
            Listing(tuple(told)),
            *((Note(t("members.invited_next")),) if n else ()),
        ),
    )


def remove(t: Translator, network: Network, account: tuple[str, ...]) -> Form:
    """Who is not in the network any more? `account`: who was named already, if anyone."""
    return Form(
        title=t.plain("members.remove_title"),
        submit=t.plain("members.remove_submit"),
        close=t.plain("members.cancel"),
        elements=(
            Text(t("members.remove_intro", name=network.name)),
            PeopleInput(name="person", label=t.plain("members.remove_person"), values=account, required=True),
            Note(t("members.remove_note")),
        ),
        route="members.removed",
        value=network.id,
    )


def leave(t: Translator, network: Network) -> View:
    """Sure?"""
    button = Button(
        label=t.plain("members.button_leave"),
        route="members.left",
        value=network.id,
        style=Style.DANGER,
        confirm=Confirm(
            title=t.plain("members.leave_title"),
            text=t.plain("members.leave_sure"),
            yes=t.plain("members.button_leave"),
            no=t.plain("members.button_stay"),
        ),
    )
    return _said(t, "members.leave", Actions((button,)), name=network.name)


def left(t: Translator, network: Network) -> View:
    return _said(t, "members.left", name=network.name)
