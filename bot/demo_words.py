"""What the people of the demo say: synthetic replies, by theme and tone."""

from collections.abc import Mapping, Sequence
from random import Random

_THEMES = {
    "outcome": ("arbejdsgang", "forankring"),
    "output": ("arbejdsgang", "kompetence"),
    "perspektiv": ("borger",),
    "barriere": ("tid", "data", "ledelse"),
    "drivkraft": ("relation", "ledelse"),
    "kompetence": ("kompetence",),
    "samarbejde": ("relation",),
    "fremdrift": ("arbejdsgang", "tid", "relation"),
    "brugeroplevelse": ("arbejdsgang", "borger"),
}
_TONES = {"outcome": "+", "output": "+", "drivkraft": "+", "barriere": "-"}
"""What was changed, made or helped is told with pleasure, what holds back with a sigh; the rest is mixed."""


class Words:
    """The synthetic replies by theme; each is said once, then they begin again."""

    def __init__(self, library: Mapping[str, Sequence[Mapping[str, str]]]) -> None:
        self._random = Random(2026)  # noqa: S311 - a demo, not a secret
        self._library = [entry for part in library.values() for entry in part]
        self._left: dict[tuple[str, str], list[str]] = {}

    def about(self, dimension: str) -> str:
        theme, tone = self._random.choice(_THEMES.get(dimension, ("relation",))), _TONES.get(dimension, "")
        left = self._left.get((theme, tone))
        if not left:
            fits = [entry for entry in self._library if entry["theme"] == theme]
            left = [entry["text"] for entry in fits if not tone or entry.get("tone") == tone]
            self._random.shuffle(left)
            self._left[theme, tone] = left
        return left.pop()
