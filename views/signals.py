"""What needs attention, in words: each reason for one network, and for several at once."""

from core.model.networks import Missing
from core.model.signals import Rule, Signal
from core.model.summaries import Concern
from locales.catalogue import Translator, Value
from locales.words import Words
from views.listings import names

_OF_ONE = {
    Rule.MISSING: "signals.missing",
    Rule.NO_ANCHOR: "signals.no_anchor",
    Rule.FEW_MEMBERS: "signals.few_members",
    Rule.LOW_RATE: "signals.low_rate",
    Rule.LOW_PROGRESS: "signals.low_progress",
    Rule.FALLING_PROGRESS: "signals.falling_progress",
    Rule.LOW_SAFETY: "signals.low_safety",
    Rule.SAME_BARRIER: "signals.same_barrier",
    Rule.SHARED_BARRIER: "signals.shared_barrier",
    Rule.NO_OUTSIDERS: "signals.no_outsiders",
    Rule.ONE_DEPARTMENT: "signals.one_department",
    Rule.NO_RECEIVER: "signals.no_receiver",
    Rule.UNANSWERED: "signals.unanswered",
    Rule.PAST_END: "signals.past_end",
    Rule.NO_OWNER: "signals.no_owner",
    Rule.NO_OUTCOME: "signals.no_outcome",
    Rule.NOT_GIVEN_BACK: "signals.not_given_back",
}
_OF_MANY = {
    Rule.MISSING: "signals.all_missing",
    Rule.NO_ANCHOR: "signals.all_no_anchor",
    Rule.FEW_MEMBERS: "signals.all_few_members",
    Rule.LOW_RATE: "signals.all_low_rate",
    Rule.LOW_PROGRESS: "signals.all_low_progress",
    Rule.FALLING_PROGRESS: "signals.all_falling_progress",
    Rule.LOW_SAFETY: "signals.all_low_safety",
    Rule.SAME_BARRIER: "signals.all_same_barrier",
    Rule.NO_OUTSIDERS: "signals.all_no_outsiders",
    Rule.ONE_DEPARTMENT: "signals.all_one_department",
    Rule.NO_RECEIVER: "signals.all_no_receiver",
    Rule.UNANSWERED: "signals.all_unanswered",
    Rule.PAST_END: "signals.all_past_end",
    Rule.NO_OWNER: "signals.all_no_owner",
    Rule.NO_OUTCOME: "signals.all_no_outcome",
    Rule.NOT_GIVEN_BACK: "signals.all_not_given_back",
}
_NEEDS = {
    Missing.TYPE: "signals.need_type",
    Missing.ANCHOR: "signals.need_anchor",
    Missing.UNIT: "signals.need_unit",
    Missing.END: "signals.need_end",
}


def signal(t: Translator, signal: Signal) -> Words:
    """A reason to look closer at one network, or a barrier that is everyone's."""
    values: dict[str, Value] = {"n": signal.n, "of": signal.of}
    if signal.on:
        values["day"] = t.day(signal.on)
    if signal.option:
        values["barrier"] = t.own(signal.option.texts)
    if signal.missing:
        values["what"] = t.listing(t.plain(_NEEDS[need]) for need in signal.missing)
    return t(_OF_ONE[signal.rule], **values)


def concern(t: Translator, concern: Concern) -> Words:
    """A reason, and the networks it holds for."""
    if not concern.networks:
        return signal(t, concern.signal)
    return t(_OF_MANY[concern.signal.rule], networks=names(t, concern.networks))
