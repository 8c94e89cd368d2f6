"""How often the right code is among the suggestions: `python -m bench.codes` on content/reflections_da.yaml.

The eight themes of the reflections stand for eight codes; a theme's words are those of the library's codes that it
covers. Learnt on the first so many of `development`, told on `held_out`, which the words were not written from.
Both halves are by one author, so this flatters. Prints one line of JSON, shares between 0 and 1.
"""

import json
from collections.abc import Mapping, Sequence

from bot.analysis.learning import Learned
from bot.house import content
from core.model.codes import Code, CodeKind, Example
from core.model.ids import CodeId, OrganisationId
from core.model.keywords import Keywords
from core.ports_codes import Suggester

HERE = OrganisationId("bench")
COVERS = {
    "tid": ("barriere.tid", "drivkraft.tid"),
    "ledelse": ("barriere.mandat", "drivkraft.leder"),
    "data": ("barriere.jura", "barriere.it"),
    "relation": ("barriere.relation", "drivkraft.tillid"),
    "borger": ("barriere.deltagere", "drivkraft.udefra"),
    "arbejdsgang": (),
    "kompetence": ("drivkraft.facilitering", "drivkraft.frihed", "drivkraft.viden"),
    "forankring": ("barriere.ejer",),
}
"""An own code, as arbejdsgang here, has its name alone."""
SIZES = (16, 32, 64)


def codes(stems: Mapping[str, Mapping[str, Sequence[str]]]) -> list[Code]:
    """One for each theme."""
    return [
        Code(
            id=CodeId(theme),
            organisation_id=HERE,
            kind=CodeKind.OWN,
            texts={"da": theme},
            words=tuple(word for each in covered for word in stems[each.split(".")[0]][each.split(".")[1]]),
        )
        for theme, covered in COVERS.items()
    ]


def hits(suggester: Suggester, offered: Sequence[Code], told: Sequence[Mapping[str, str]]) -> tuple[float, float]:
    """The share whose own theme comes first, and is among the three."""
    found = [(each["theme"], suggester.suggest(HERE, each["text"], offered)) for each in told]
    first = sum(theme in suggested[:1] for theme, suggested in found)
    return first / len(told), sum(theme in suggested for theme, suggested in found) / len(told)


def spread(development: Sequence[Mapping[str, str]], size: int) -> list[Example]:
    """So many, each theme as often as the others, in the order they stand in."""
    themes = list(COVERS)
    chosen = [[each for each in development if each["theme"] == theme][: size // len(themes)] for theme in themes]
    return [Example(text=each["text"], codes=(CodeId(each["theme"]),)) for some in chosen for each in some]


def main() -> None:
    stems, reflections = content("codes.yaml"), content("reflections_da.yaml")
    offered, words = codes(stems), Keywords(stems)
    development, held_out = reflections["development"], reflections["held_out"]
    found = {"words_development": hits(words, offered, development), "words": hits(words, offered, held_out)}
    for size in SIZES:
        learned = Learned(words, least=1)
        learned.learn(HERE, spread(development, size))
        found[f"learnt_{size}"] = hits(learned, offered, held_out)
    told = {
        f"{name}_{top}": round(share, 2)
        for name, shares in found.items()
        for top, share in zip(("top1", "top3"), shares, strict=True)
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
