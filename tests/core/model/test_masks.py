"""Names are taken out of words wherever they stand, however many names there are."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import masking
from core.model.masks import MASK, Names, masked
from tests.support.counts import examples

PARTS = st.sampled_from(
    ["Anne", "anne", "Bo", "Bos", "Ann", "Anne-Marie", "İb", "ıb", "Straße", "(Bo)", "K", "ÅGE", "d'Arc"]
)
NAMES = st.lists(st.lists(PARTS, min_size=1, max_size=3).map(" ".join), max_size=4)
TEXTS = st.lists(
    st.one_of(PARTS, st.sampled_from(["s", "'s", "og", "12345678", "a@b.dk", "STRASSE", ",", "ib"]))
).flatmap(lambda words: st.sampled_from([" ", "", "\n", "-"]).map(lambda between: between.join(words)))


def one_by_one(text: str, names: list[str]) -> str:
    """The plain way: every name is looked for in every text."""
    text = " ".join(text.split())
    for name in names:
        parts = name.split()
        if len(parts) > 1:
            text = re.sub(_whole(r"\s+".join(map(re.escape, parts))), MASK, text, flags=re.IGNORECASE)
        for part in parts:
            if len(part) > 1 and part[0].isupper():
                text = re.sub(_whole(re.escape(part)), MASK, text)
    for finding in masking.find(text):
        text = text.replace(finding.text, MASK)
    return text


def _whole(pattern: str) -> str:
    return rf"(?<!\w){pattern}(?:[\u2019']?s)?(?!\w)"


class TestMasking:
    @given(text=TEXTS, names=NAMES)
    @settings(max_examples=examples(400))
    def test_finds_what_looking_for_every_name_finds(self, text: str, names: list[str]) -> None:
        """Whatever the names and the text."""
        assert masked(text, names) == one_by_one(text, names)

    def test_gives_the_same_for_a_list_that_is_kept(self) -> None:
        """The register of words is made once."""
        names = Names(["Bo Holm", "Anne Lund"])
        assert [masked(text, names) for text in ("Annes idé", "bo holm sagde")] == [f"{MASK} idé", f"{MASK} sagde"]
