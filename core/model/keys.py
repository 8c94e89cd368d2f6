"""The keys of deliveries: the same cause gives the same key, and a key exists once."""

from datetime import date

from core.model.files import File
from core.model.ids import (
    CallId,
    ConditionId,
    DeliveryId,
    EventId,
    InquiryId,
    MemberId,
    NetworkId,
    OutcomeId,
    PersonId,
    ReadoutId,
    ReplyId,
    RoundId,
)
from core.model.weeks import Week


def conversation(network_id: NetworkId) -> str:
    return f"network:{network_id}:conversation"


def no_conversation(network_id: NetworkId) -> str:
    return f"network:{network_id}:no-conversation"


def charter(network_id: NetworkId) -> str:
    return f"network:{network_id}:charter"


def charter_pin(network_id: NetworkId) -> str:
    return f"network:{network_id}:charter:pin"


def needs(network_id: NetworkId) -> str:
    return f"network:{network_id}:needs"


def anchor_question(network_id: NetworkId, person_id: PersonId, n: int = 1) -> str:
    """`n` counts from 1: who said no may be asked again."""
    return role_question(network_id, "anchor", person_id, n)


def role_question(network_id: NetworkId, role: str, person_id: PersonId, n: int = 1) -> str:
    """`role`: the value of a `core.model.roles.Role`; `n` as in `anchor_question`."""
    return f"network:{network_id}:{role}:{person_id}:{n}"


def role_declined(network_id: NetworkId, role: str, person_id: PersonId, n: int) -> str:
    """To the leader: this person said no. `n` counts from 1: they may have been asked again."""
    return f"network:{network_id}:{role}:{person_id}:declined:{n}"


def anchor_declined(network_id: NetworkId, person_id: PersonId) -> str:
    """To the leader: this person said no."""
    return f"network:{network_id}:anchor:{person_id}:declined"


def leader_changed(network_id: NetworkId, person_id: PersonId, n: int) -> str:
    """`n` counts from 1: the same person may be handed the lead more than once."""
    return f"network:{network_id}:leader:{person_id}:{n}"


def co_leader(network_id: NetworkId, person_id: PersonId, n: int) -> str:
    """`n` counts from 1: the same person may share the lead more than once."""
    return f"network:{network_id}:co-leader:{person_id}:{n}"


def end_question(network_id: NetworkId, day: str, person_id: PersonId, n: int) -> str:
    """To a leader, about the end on a day (2026-11-22). `n` counts from 1: before it, and after it has passed."""
    return f"network:{network_id}:end:{day}:{person_id}:{n}"


def end_moved(event_id: EventId) -> str:
    return f"event:{event_id}:end-moved"


def resumed(event_id: EventId) -> str:
    """Where the network talks: its closing was taken back."""
    return f"event:{event_id}:resumed"


def archived(network_id: NetworkId) -> str:
    return f"network:{network_id}:archived"


def file(file: File, person_id: PersonId, act: str) -> str:
    """Of a link to a file. `act`: the platform's own id of who asked for it then."""
    return f"file:{file.value}:{person_id}:{act}"


def model_switched(network_id: NetworkId, n: int) -> str:
    """Where the network talks: whether a model may read along. `n` counts from 1: each time it is switched."""
    return f"network:{network_id}:model:{n}"


def readout(readout_id: ReadoutId) -> str:
    """To who asked: what a model has drafted."""
    return f"readout:{readout_id}"


def thanks(network_id: NetworkId) -> str:
    return f"network:{network_id}:thanks"


def invitation(member_id: MemberId, n: int) -> str:
    """`n` counts from 1: who said no, or left, may be invited anew."""
    return f"member:{member_id}:invitation:{n}"


def invitations(person_id: PersonId) -> str:
    """To somebody without an account: the invitations that still wait. There is one such mail, and never another."""
    return f"person:{person_id}:invitations"


def asked(round_id: RoundId, person_id: PersonId) -> str:
    return f"round:{round_id}:asked:{person_id}"


def farewell(network_id: NetworkId, person_id: PersonId) -> str:
    return f"network:{network_id}:farewell:{person_id}"


def not_theirs(link_key: str, network_id: NetworkId | None = None) -> str:
    """`network_id`: which leader is told, where the link came with the invitations of several networks."""
    return f"{link_key}:not-theirs:{network_id}" if network_id else f"{link_key}:not-theirs"


def added(member_id: MemberId, n: int) -> str:
    return f"member:{member_id}:added:{n}"


def dropped(member_id: MemberId, n: int) -> str:
    return f"member:{member_id}:dropped:{n}"


def left(member_id: MemberId, n: int) -> str:
    """To who left, that they did."""
    return f"member:{member_id}:left:{n}"


def removed(member_id: MemberId, n: int) -> str:
    return f"member:{member_id}:removed:{n}"


def phases(member_id: MemberId, n: int) -> str:
    """To a member, in which phases they take part. `n` counts from 1: each time it is changed."""
    return f"member:{member_id}:phases:{n}"


def welcome(member_id: MemberId) -> str:
    return f"member:{member_id}:welcome"


def prompt(round_id: RoundId) -> str:
    return f"round:{round_id}:prompt"


def echo(round_id: RoundId, person_id: PersonId) -> str:
    """To a member: months after the closing, what do you notice?"""
    return f"round:{round_id}:echo:{person_id}"


def echo_back(round_id: RoundId, person_id: PersonId) -> str:
    """To a member: what was told."""
    return f"round:{round_id}:echo_back:{person_id}"


def digest(network_id: NetworkId, first: date, months: int = 1) -> str:
    """To the anchor: what the month, or the quarter, that began on a day told."""
    return f"network:{network_id}:digest:{first}" + (f":{months}" if months > 1 else "")


def subscribed(subscription_id: str, day: date) -> str:
    """To one person: a digest of theirs; at most one a day."""
    return f"digest:{subscription_id}:{day}"


def inquiry(inquiry_id: InquiryId) -> str:
    """To somebody in a role: a question of their own."""
    return f"inquiry:{inquiry_id}"


def call(call_id: CallId, person_id: PersonId) -> str:
    """To somebody of the secretariat: a leader asks for help."""
    return f"call:{call_id}:{person_id}"


def call_answered(call_id: CallId) -> str:
    """To the leader who asked for help: what the secretariat says."""
    return f"call:{call_id}:answered"


def reminder(person_id: PersonId, week: Week) -> str:
    """What waits for one person in a week, whatever networks it comes from, is one message."""
    return f"person:{person_id}:reminder:{week}"


def silence(member_id: MemberId) -> str:
    """Shall I stop reminding you? Asked once for each place in a network."""
    return f"member:{member_id}:silence"


def shareback(round_id: RoundId) -> str:
    return f"round:{round_id}:shareback"


def shared_reply(reply_id: ReplyId, n: int = 1) -> str:
    """`n` counts from 1: each time it is shared anew."""
    return f"reply:{reply_id}:shared" if n == 1 else f"reply:{reply_id}:shared:{n}"


def receipt(reply_id: ReplyId, message: str) -> str:
    """`message`: the platform's id of the message that became the reply."""
    return f"reply:{reply_id}:receipt:{message}"


def outcome(outcome_id: OutcomeId) -> str:
    """Where the network talks: something that came out of it."""
    return f"outcome:{outcome_id}"


def condition(condition_id: ConditionId, opening: int, status: str, network_id: NetworkId) -> str:
    """To a network: what became of what it raised; once for each status of each time that it was open."""
    return f"condition:{condition_id}:{opening}:{status}:{network_id}"


EVERYBODY = PersonId("*")
"""In the key of what is left for each of several people: where the person's id goes."""


def home(person_id: PersonId) -> str:
    return f"person:{person_id}:home"


def answer(event_key: str) -> str:
    return f"answer:{event_key}"


def card_update(key: str) -> str:
    """Of the message that the delivery of `key` left."""
    return f"update:{key}"


def removal(key: str) -> str:
    """Of the message that the delivery of `key` left."""
    return f"remove:{key}"


def held_question(delivery_id: DeliveryId, n: int) -> str:
    """To the leader: did it arrive? `n` counts from 1: what is sent again may be held again."""
    return f"delivery:{delivery_id}:held:{n}"


def stuck(network_id: NetworkId, cause: str, n: int) -> str:
    """To the leader: nothing gets through. `n` counts from 1: each time anew after it was mended."""
    return f"network:{network_id}:stuck:{cause}:{n}"


def unreached(key: str) -> str:
    """That the message of `key` found nobody."""
    return f"unreached:{key}"
