"""A network's rhythm as people see it: the form, and what it means from now on."""

from collections.abc import Sequence
from datetime import date, datetime

from core.model.networks import Network
from core.model.schedules import Due, HolidayPolicy, MonthlyOnDay, MonthlyOnWeekday, Schedule, Weekly
from locales.catalogue import Translator
from views import reminders
from views.elements import Choice, Element, Form, Listing, Note, Option, Text, TimeInput, View

NONE, OPEN_ENDED = "nej", "indtil_videre"
"""Values of the pause beside a number of weeks and a day."""
PAUSE_WEEKS = (1, 2, 3, 4, 6)
_HOLIDAYS = {
    HolidayPolicy.SKIP: "schedules.holidays_skip",
    HolidayPolicy.MOVE: "schedules.holidays_move",
    HolidayPolicy.IGNORE: "schedules.holidays_ignore",
}
_RHYTHMS = {
    "weekly": "schedules.rhythm_weekly",
    "fortnightly": "schedules.rhythm_fortnightly",
    "monthly_first": "schedules.rhythm_monthly_first",
    "monthly_second": "schedules.rhythm_monthly_second",
    "monthly_third": "schedules.rhythm_monthly_third",
    "monthly_last": "schedules.rhythm_monthly_last",
}
"""The texts of `core.services.schedules.RHYTHMS`."""
_NTH = {
    1: "schedules.says_first",
    2: "schedules.says_second",
    3: "schedules.says_third",
    4: "schedules.says_fourth",
    5: "schedules.says_fifth",
    -1: "schedules.says_last",
}


def rhythm(t: Translator, schedule: Schedule) -> str:
    """hver anden torsdag kl. 9.00"""
    clock = t.clock(schedule.at)
    match schedule.rule:
        case Weekly(weekday=weekday, every=1):
            return t.plain("schedules.says_weekly", weekday=t.weekday(weekday), clock=clock)
        case Weekly(weekday=weekday, every=2):
            return t.plain("schedules.says_fortnightly", weekday=t.weekday(weekday), clock=clock)
        case Weekly(weekday=weekday, every=every):
            return t.plain("schedules.says_every", n=every, weekday=t.weekday(weekday), clock=clock)
        case MonthlyOnWeekday(weekday=weekday, nth=nth):
            return t.plain(_NTH[nth], weekday=t.weekday(weekday), clock=clock)
        case MonthlyOnDay(day=day):
            return t.plain("schedules.says_day", day=day, clock=clock)


def rhythms(t: Translator) -> tuple[Option, ...]:
    """What may be chosen."""
    return tuple(Option(value=value, label=t.plain(key)) for value, key in _RHYTHMS.items())


def named(t: Translator, rhythms: Sequence[str]) -> list[str]:
    """Rhythms by their keys, as they stand in the list."""
    return [t.plain(key) for value, key in _RHYTHMS.items() if value in rhythms]


def form(
    t: Translator,
    network: Network,
    schedule: Schedule,
    *,
    rhythm: str,
    answer_days: range,
    coming: tuple[Due, ...],
    pause: str,
    crowded: Sequence[str] = (),
) -> Form:
    """The rhythm of a network. `rhythm`: its key; `pause`: the value to begin with; `coming`: as it is now.

    `crowded`: the keys of those that would give somebody more than one prompt a week.
    """
    elements: list[Element] = [Text(t("schedules.of_network", network=network.name)), *_coming(t, network, coming)]
    elements += reminders.crowded(t, named(t, crowded))
    elements += [
        Choice(
            name="rhythm",
            label=t.plain("schedules.rhythm"),
            options=rhythms(t),
            value=rhythm,
            required=True,
        ),
        _weekday(t, schedule),
        TimeInput(name="time", label=t.plain("schedules.time"), value=schedule.at, required=True),
        _answer_days(t, schedule, answer_days),
        _holidays(t, schedule),
        _pause(t, schedule, pause),
    ]
    return Form(
        title=t.plain("schedules.form_title"),
        submit=t.plain("schedules.form_submit"),
        close=t.plain("schedules.form_close"),
        elements=tuple(elements),
        route="schedules.save",
        value=network.id,
    )


def saved(
    t: Translator,
    network: Network,
    schedule: Schedule,
    *,
    coming: tuple[Due, ...],
    open_until: datetime | None,
    crowded: bool = False,
) -> View:
    """What holds from now on. `open_until`: when the round that is open now closes. `crowded`: for somebody in it."""
    elements: list[Element] = [Text(t("schedules.saved", network=network.name))]
    if schedule.paused_until == date.max:
        elements.append(Text(t("schedules.paused")))
    elif schedule.paused_until:
        elements.append(Text(t("schedules.paused_until", day=t.day(schedule.paused_until))))
    elements += _coming(t, network, coming)
    if not coming and schedule.paused_until is None:
        elements.append(Text(t("schedules.sleeping")))
    if open_until is not None:
        elements.append(Note(t("schedules.open_round", deadline=t.moment(open_until, network.zone))))
    elements += reminders.is_crowded(t, crowded)
    return View(summary=t.plain("schedules.saved", network=network.name), elements=tuple(elements))


def _coming(t: Translator, network: Network, coming: tuple[Due, ...]) -> list[Element]:
    if not coming:
        return []
    moments = [t.moment(due.at, network.zone) for due in coming]
    first: list[Element] = [Text(t("schedules.next", moment=moments[0]))]
    later = tuple(t("schedules.then", moment=moment) for moment in moments[1:])
    return [*first, Listing(later)] if later else first


def _weekday(t: Translator, schedule: Schedule) -> Choice:
    value = "" if isinstance(schedule.rule, MonthlyOnDay) else str(schedule.rule.weekday)
    options = tuple(Option(value=str(number), label=t.weekday(number)) for number in range(7))
    label = t.plain("schedules.weekday")
    return Choice(name="weekday", label=label, options=options, value=value, compact=True, required=True)


def _answer_days(t: Translator, schedule: Schedule, days: range) -> Choice:
    options = tuple(Option(value=str(n), label=t.plain("schedules.working_days", n=n)) for n in days)
    return Choice(
        name="answer_days",
        label=t.plain("schedules.answer_days"),
        options=options,
        value=str(schedule.answer_days),
        hint=t.plain("schedules.answer_days_hint"),
        compact=True,
        required=True,
    )


def _holidays(t: Translator, schedule: Schedule) -> Choice:
    options = tuple(Option(value=policy.value, label=t.plain(key)) for policy, key in _HOLIDAYS.items())
    label = t.plain("schedules.holidays")
    return Choice(name="holidays", label=label, options=options, value=schedule.holidays.value, required=True)


def _pause(t: Translator, schedule: Schedule, value: str) -> Choice:
    options = [Option(value=NONE, label=t.plain("schedules.pause_none"))]
    options += (Option(value=str(n), label=t.plain("schedules.pause_weeks", n=n)) for n in PAUSE_WEEKS)
    options.append(Option(value=OPEN_ENDED, label=t.plain("schedules.pause_open")))
    if value not in {option.value for option in options}:
        day = t.day(date.fromisoformat(value))
        options.append(Option(value=value, label=t.plain("schedules.pause_until", day=day)))
    label = t.plain("schedules.pause")
    return Choice(name="pause", label=label, options=tuple(options), value=value, compact=True, required=True)
