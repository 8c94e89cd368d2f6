"""Suggestions from a list of words: which codes the words of a reply point at. Nothing is learnt.

A stem points by itself at the words that begin with it; `*stem` also inside a word, `=word` at the whole word only,
and one with a space in it at that phrase. What an own code is called points at it too.
"""

import re
from collections.abc import Mapping, Sequence

from core.model.codes import MOST_SUGGESTED, Code, Example
from core.model.ids import CodeId, OrganisationId

_WORD = re.compile(r"[\w-]+")
_SHORTEST = 4
"""Characters: shorter words in the name of a code are "og", "til", "med"."""
_ENDINGS = ("erne", "ene", "er", "en", "et", "e", "s")


class Keywords:
    """`stems`: by kind of code and the library's id of it, as in content/codes.yaml."""

    def __init__(self, stems: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._stems = stems

    def suggest(self, organisation_id: OrganisationId, text: str, codes: Sequence[Code]) -> tuple[CodeId, ...]:
        """The codes that most of the words point at, three at most; of as many the first in the list."""
        points = self.points(text, codes)
        best = sorted(points, key=lambda id: -points[id])
        return tuple(best[:MOST_SUGGESTED])

    def learn(self, organisation_id: OrganisationId, examples: Sequence[Example]) -> None:
        """There is nothing to learn."""

    def points(self, text: str, codes: Sequence[Code]) -> Mapping[CodeId, int]:
        """How many of its stems each code finds in the text; those that find none are left out."""
        words = [word.strip("-") for word in _WORD.findall(text.casefold())]
        whole = f" {' '.join(words)} "
        counts = {code.id: sum(_hits(stem, words, whole) for stem in self._of(code)) for code in codes}
        return {id: count for id, count in counts.items() if count}

    def _of(self, code: Code) -> Sequence[str]:
        if not code.is_own:
            return self._stems.get(code.kind.value, {}).get(code.option, ())
        return (*code.words, *_named(code.texts["da"]))


def _hits(stem: str, words: Sequence[str], whole: str) -> bool:
    stem = stem.casefold().strip()
    bare = stem.lstrip("*=")
    if not bare:
        return False
    if " " in bare:
        return f" {bare}" in whole
    if stem.startswith("="):
        return bare in words
    if stem.startswith("*"):
        return bare in whole
    return any(word.startswith(bare) for word in words)


def _named(name: str) -> list[str]:
    """What the name of a code points with: its longer words without their endings."""
    words = [word for word in _WORD.findall(name.casefold()) if len(word) >= _SHORTEST]
    return [_stem(word) for word in words]


def _stem(word: str) -> str:
    ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= _SHORTEST), "")
    return word.removesuffix(ending) if ending else word
