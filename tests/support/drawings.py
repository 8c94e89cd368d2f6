"""Any view and any form, with whatever a person can write in it, for property tests of a renderer."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from locales.words import Code, Emphasis, Hyperlink, Mention, Place, Plain, Strong
from tests.support.counts import examples
from views.elements import (
    Actions,
    Button,
    Choice,
    Choices,
    Confirm,
    ConversationInput,
    DateInput,
    Divider,
    Fields,
    Form,
    Heading,
    Link,
    Listing,
    Note,
    Option,
    PeopleInput,
    Quote,
    Style,
    Text,
    TextInput,
    TimeInput,
    View,
)

HOSTILE = (
    "<!channel> <@U1> @here #general *b* _i_ ~s~ `c` ```x``` "
    "&amp; <https://a.b|klik> :tada: \u202eabc\u0000\ud800👩‍👩‍👧 "
)


class Big(str):
    """A text that is told in one word when a test fails."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self)} characters>"


LONG = Big((HOSTILE * 60)[:3000])
HUGE = Big(HOSTILE * 300)

texts = st.one_of(
    st.text(max_size=200),
    st.text(st.characters(), max_size=200),
    st.sampled_from(["", " ", "\n", HOSTILE, LONG, HUGE, Big("👍" * 3000)]),
)
spans = st.one_of(
    *(texts.map(kind) for kind in (Plain, Strong, Emphasis, Code)),
    texts.map(lambda name: Mention("U0METTE01", name)),
    st.just(Place("C0GENERAL")),
    texts.map(lambda text: Hyperlink(text, "https://example.org/a?b=c")),
)
words = st.lists(spans, max_size=6).map(tuple)
confirms = st.builds(Confirm, title=texts, text=texts, yes=texts, no=texts)
buttons = st.one_of(
    st.builds(
        Button,
        label=texts,
        route=st.sampled_from(["a.b", "c.d"]),
        value=st.sampled_from(["", "1", "x|y"]),
        style=st.sampled_from(Style),
        confirm=st.none() | confirms,
    ),
    st.builds(Link, label=texts, url=st.just("https://example.org/")),
)
options = st.builds(Option, value=st.integers(0, 400).map(str), label=texts, hint=texts)
shown = st.one_of(
    st.builds(Heading, texts),
    st.builds(Text, words),
    st.builds(Note, words),
    st.builds(Quote, texts),
    st.builds(Listing, st.lists(words, max_size=8).map(tuple)),
    st.builds(Fields, st.lists(st.tuples(texts, words), max_size=5).map(tuple)),
    st.just(Divider()),
    st.builds(Actions, st.lists(buttons, max_size=30).map(tuple)),
)


def inputs(name: str) -> st.SearchStrategy:
    about = {"name": st.just(name), "label": texts, "hint": texts, "required": st.booleans()}
    some = st.lists(options, max_size=15).map(tuple)
    compact = st.booleans()
    days, times = st.none() | st.dates(), st.none() | st.times()
    people = st.lists(st.sampled_from(["U1", "U2"]), unique=True).map(tuple)
    chosen = st.lists(st.integers(0, 400).map(str)).map(tuple)
    return st.one_of(
        st.builds(TextInput, **about, value=texts, lines=st.booleans(), most=st.integers(1, 3000), example=texts),
        st.builds(Choice, **about, options=some, value=st.sampled_from(["", "1", "7"]), compact=compact),
        st.builds(Choices, **about, options=some, values=chosen, compact=compact, most=st.integers(0, 5)),
        st.builds(DateInput, **about, value=days),
        st.builds(TimeInput, **about, value=times),
        st.builds(PeopleInput, **about, values=people, many=st.booleans()),
        st.builds(ConversationInput, **about, value=st.sampled_from(["", "C1"])),
    )


views = st.builds(View, summary=texts, elements=st.lists(shown, max_size=12).map(tuple))
several = st.integers(0, 6).flatmap(lambda n: st.tuples(*(inputs(f"i{place}") for place in range(n))))
forms = st.builds(
    Form,
    title=texts,
    submit=texts.filter(bool),
    close=texts,
    elements=st.tuples(st.lists(shown, max_size=4).map(tuple), several).map(lambda both: both[0] + both[1]),
    route=st.just("networks.create"),
    value=st.just("n1"),
)
fuzz = settings(deadline=None, max_examples=examples(30), suppress_health_check=list(HealthCheck))
