"""The flower: departments as petals, networks as threads between them and out to politics and society, told and shown.

`garden` describes it once; the picture is drawn from that, and the twin in words is told from that.
"""

from collections.abc import Mapping, Sequence

from core.model.ids import NetworkId
from core.model.networks import NetworkType
from core.model.organisations import PersonKind, Unit
from core.model.ties import HALF_A_YEAR, OUTSIDE, Band, End, Life, Look, Tie, Ties, bands
from locales.catalogue import Translator
from locales.words import Plain, Strong, Words, plain
from views.belonging import unit_name
from views.elements import Actions, Button, Element, Heading, Image, Link, Listing, Note, Text, View
from views.listings import cut
from views.networks import TYPES
from views.pictures import LONGEST_ALT, PNG, SVG, Bud, Flower, Garden, Thread, missing

LINES = 12
"""Networks on one page of the twin."""
LONGEST_NAME = 80

KINDS = {
    PersonKind.POLITICIAN: "flower.politicians",
    PersonKind.CITIZEN: "flower.citizens",
    PersonKind.COMPANY: "flower.companies",
    PersonKind.ASSOCIATION: "flower.associations",
    PersonKind.EDUCATION: "flower.education",
    PersonKind.OTHER: "flower.others",
}
LIVES = {
    Life.IDEA: "flower.idea",
    Life.RUNNING: "flower.running",
    Life.CLOSED: "flower.closed",
    Life.FOLLOWED_UP: "flower.followed_up",
}


def garden(t: Translator, now: Ties, before: Ties | None = None) -> Garden:
    """The flower of today, with that of some months ago on its left if it is asked for."""
    numbers = {tie.network: number for number, tie in enumerate(now.ties, start=1)}
    both = (before, now) if before else (now,)
    shown = {tie.type for each in both for tie in each.ties}
    types = [*NetworkType, None] if None in shown else [*NetworkType]
    return Garden(
        title=_title(t, now),
        centre=t.plain("flower.centre"),
        flowers=tuple(_flower(t, each, both, numbers) for each in both),
        types=tuple((each, _type(t, each)) for each in types if now.type is None or each is now.type),
        lives=tuple((life, t.plain(key)) for life, key in LIVES.items()),
        levels=tuple(band(t, each) for each in bands(now.k)),
        heads=(t.plain("flower.head_types"), t.plain("flower.head_lives"), t.plain("flower.head_levels")),
        note=t.plain("flower.note", k=now.k),
        language=t.language,
    )


def _title(t: Translator, ties: Ties) -> str:
    return t.plain("flower.title_of", type=_type(t, ties.type)) if ties.type else t.plain("flower.title")


def _type(t: Translator, kind: NetworkType | None) -> str:
    return t.plain(TYPES[kind]) if kind else t.plain("flower.no_type")


def band(t: Translator, band: Band) -> str:
    """About how many people."""
    if band.is_few and band.most is not None:
        return t.plain("flower.few", k=band.most + 1)
    if band.most is None:
        return t.plain("flower.many", least=band.least)
    return t.plain("flower.between", least=band.least, most=band.most)


def _flower(t: Translator, ties: Ties, both: Sequence[Ties], numbers: Mapping[NetworkId, int]) -> Flower:
    ends = {end for each in both for tie in each.ties for end in tie.ends}
    kinds = [kind for kind in OUTSIDE if kind is not PersonKind.OTHER or kind in ends]
    buds = {kind: Bud(kind.value, t.plain(KINDS[kind])) for kind in kinds}
    committees = tuple(_bud(t, unit) for unit in ties.committees)
    politicians = (buds.pop(PersonKind.POLITICIAN),)
    areas = {area.id: unit_name(t, area) for area in ties.areas}
    return Flower(
        heading=t.day(ties.day),
        petals=tuple(_bud(t, petal.unit, areas[petal.area] if petal.area else "") for petal in ties.petals),
        politics=(*committees, *(politicians if PersonKind.POLITICIAN in ends else ())),
        society=tuple(buds.values()),
        threads=tuple(_thread(t, tie, numbers[tie.network], ties.k) for tie in ties.ties if tie.network in numbers),
    )


def _bud(t: Translator, unit: Unit, group: str = "") -> Bud:
    return Bud(unit.id, cut(unit_name(t, unit), LONGEST_NAME), cut(group, LONGEST_NAME))


def _thread(t: Translator, tie: Tie, number: int, k: int) -> Thread:
    return Thread(
        number=number,
        label=cut(tie.name, LONGEST_NAME) or t.plain("flower.unnamed"),
        type=tie.type,
        life=tie.life,
        level=bands(k).index(tie.crowd),
        people=band(t, tie.crowd),
        ends=tuple(_key(end) for end in tie.ends),
    )


def _key(end: End) -> str:
    return end.value if isinstance(end, PersonKind) else end


def shown(t: Translator, garden: Garden, address: str, table: str, look: Look, *, unknown: str = "") -> View:
    """The picture, with the ways to its words. `address`: of the picture; `table`: of who is connected with whom.

    `unknown`: what was not understood of the words that asked for it.
    """
    other = Look(kind=look.kind, months=0 if look.months else HALF_A_YEAR)
    turn = "flower.button_today" if look.months else "flower.button_before"
    return View(
        summary=cut(garden.title, 200),
        elements=(
            Image(url=f"{address}.{PNG}", alt=alt(t, garden)),
            Actions(
                (
                    *_ways(t, look),
                    Button(label=t.plain(turn), route="pictures.flower", value=other.value),
                    Link(label=t.plain("pictures.button_svg"), url=f"{address}.{SVG}"),
                    Link(label=t.plain("flower.button_csv"), url=f"{table}.csv"),
                    Link(label=t.plain("flower.button_graphml"), url=f"{table}.graphml"),
                )
            ),
            *((Note(t("flower.not_understood", words=cut(unknown, 60))),) if unknown else ()),
            Note(t("flower.how_to_filter")),
        ),
    )


def _ways(t: Translator, look: Look) -> tuple[Button, ...]:
    return (
        Button(label=t.plain("pictures.button_text"), route="pictures.flower_text", value=look.value),
        Button(label=t.plain("flower.button_links"), route="pictures.links", value=look.value),
        Button(label=t.plain("flower.button_trend"), route="pictures.show", value="udvikling|"),
    )


def alt(t: Translator, garden: Garden) -> str:
    """The flower in a few sentences, for who does not see it."""
    told = [_counted(t, flower) for flower in garden.flowers]
    names = [plain(line(t, garden.flowers[-1], thread)) for thread in garden.flowers[-1].threads]
    return cut(t.plain("flower.alt", title=garden.title, told=" ".join([*told, *names])), LONGEST_ALT)


def _counted(t: Translator, flower: Flower) -> str:
    """How many networks are how far, on one day."""
    lives = [thread.life for thread in flower.threads]
    told = t.listing(f"{lives.count(life)} {t.plain(key)}" for life, key in LIVES.items() if life in lives)
    return t.plain("flower.counted", day=flower.heading, n=len(lives), told=told or "0")


def line(t: Translator, flower: Flower, thread: Thread) -> Words:
    """A thread in words: everything that the picture says of it."""
    labels = {bud.key: bud.label for bud in (*flower.petals, *flower.politics, *flower.society)}
    ends = t.listing(labels[end] for end in thread.ends if end in labels)
    return t(
        "flower.thread" if ends else "flower.thread_alone",
        number=thread.number,
        name=thread.label,
        type=_type(t, thread.type),
        life=t(LIVES[thread.life]),
        people=thread.people,
        ends=ends,
    )


def twin(t: Translator, garden: Garden, look: Look, page: int = 0, lacks: Sequence[str] = ()) -> View:
    """The flower in words, a page at a time. `page`: from 0; `lacks`: what is missing before it can be drawn."""
    lines = [(flower, line(t, flower, thread)) for flower in garden.flowers for thread in flower.threads]
    here = lines[page * LINES : (page + 1) * LINES]
    told: list[Element] = []
    for flower in garden.flowers:
        threads = tuple(words for whose, words in here if whose is flower)
        if threads or not (page or flower.threads):
            told.append(Text((Strong(_counted(t, flower)),)))
        told += [Listing(threads)] if threads else []
    more = Button(label=t.plain("flower.button_more"), route="pictures.flower_text", value=f"{look.value}|{page + 1}")
    turns = (more,) if (page + 1) * LINES < len(lines) else ()
    first = _parts(t, garden) if page == 0 else ()
    ways = (*turns, *(_ways(t, look)[1:] if page == 0 else ()))
    return View(
        summary=cut(garden.title, 200),
        elements=(
            Heading(garden.title),
            *first,
            *told,
            *((Actions(ways),) if ways else ()),
            *missing(t, lacks),
        ),
    )


def _parts(t: Translator, garden: Garden) -> tuple[Element, ...]:
    """What there is beside the threads."""
    flower = garden.flowers[-1]
    groups = dict.fromkeys(bud.group for bud in flower.petals)
    petals = [
        (group or t.plain("flower.departments"), [bud.label for bud in flower.petals if bud.group == group])
        for group in groups
    ]
    around = [
        (t.plain("flower.politics"), [bud.label for bud in flower.politics]),
        (t.plain("flower.society"), [bud.label for bud in flower.society]),
    ]
    lines = [(Strong(f"{label}: "), Plain(", ".join(labels))) for label, labels in (*petals, *around) if labels]
    middle = t("flower.middle", centre=garden.centre)
    return (Text(middle), Listing(tuple(lines)), Note((Plain(garden.note),)))
