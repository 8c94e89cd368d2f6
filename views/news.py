"""The secretariat's digest: what needs attention first, then what is new, what waits and what runs out. No reminder."""

from core.model.outcomes import Noted
from core.services.news import MOST_CHANGES, News
from locales.catalogue import Translator
from locales.words import Plain, Words
from views import desks
from views.elements import Actions, Button, Element, Heading, Listing, Note, Text, View
from views.listings import cut, listed
from views.subscriptions import button


def card(t: Translator, news: News, *, is_first: bool) -> View:
    """To one of the secretariat. `is_first`: how to turn it down is told with the first one."""
    title = t.plain("news.title", day=t.day(news.until))
    lead = (Text(t("news.first")),) if is_first else ()
    quiet = (Text(t("news.quiet")),) if news.is_quiet else _new(t, news)
    expiring = desks.dates(t, news.desk.expiring, news.desk.today) if news.desk.expiring else ()
    desk = Button(label=t.plain("desks.title"), route="desks.show")
    return View(
        summary=title,
        elements=(
            Heading(title),
            *lead,
            *desks.needs_attention(t, news.desk),
            *quiet,
            *_waiting(t, news),
            *expiring,
            Actions((desk, button(t))),
            Note(t("news.note")),
        ),
    )


def _new(t: Translator, news: News) -> tuple[Element, ...]:
    lines: list[Words] = []
    if news.closed:
        lines.append(t("news.closed", n=news.closed, networks=t.plain("news.in_networks", n=news.closed_in)))
    if not news.count:
        return (Heading(t.plain("news.since", day=t.day(news.since))), Listing((*lines, t("news.no_changes"))))
    lines.append(t("news.changes", n=news.count))
    told = listed(t, [_told(t, noted) for noted in news.changes], MOST_CHANGES)
    return (Heading(t.plain("news.since", day=t.day(news.since))), Listing(tuple(lines)), *told)


def _told(t: Translator, noted: Noted) -> Words:
    """In the words of the network, with its name."""
    return (*t("summaries.said", text=cut(noted.text)), Plain(f" ({cut(noted.network, 60)})"))


def _waiting(t: Translator, news: News) -> tuple[Element, ...]:
    if not news.desk.waiting:
        return ()
    register = Button(label=t.plain("desks.button_barriers"), route="conditions.barriers")
    return (Heading(t.plain("news.waiting")), *desks.waiting(t, news.desk.waiting), Actions((register,)))
