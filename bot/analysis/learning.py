"""Suggestions learnt from what the secretariat has coded: logistic regression over runs of three to five letters.

Short Danish replies share few words, but letters of the same stems (domain.md §5). It is learnt on this machine, kept
in memory only, and learnt anew without a reply that was taken back. Until enough is coded the list of words suggests.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from core.model.codes import MOST_SUGGESTED, Code, Example
from core.model.ids import CodeId, OrganisationId
from core.model.keywords import Keywords

LEAST_EXAMPLES = 60
"""Coded replies before anything is learnt: with fewer the list of words is better."""
_PRIOR = 0.15
"""What a word of the list adds to a probability: set once, and fitted to nothing that is measured (bench.codes)."""
_MOST_POINTS = 2


@dataclass(frozen=True, slots=True)
class _Fit:
    """What was learnt. `mark`: of the examples, which are not kept. `model`: scikit-learn's own, which has no types."""

    mark: int
    model: Any


@dataclass(slots=True)
class Learned:
    """`words`: the list of words, which suggests alone until enough is coded. Safe from any thread."""

    words: Keywords
    least: int = LEAST_EXAMPLES
    _fits: dict[OrganisationId, _Fit] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def learn(self, organisation_id: OrganisationId, examples: Sequence[Example]) -> None:
        """The same examples a second time are no work; too few are forgotten."""
        told = tuple(examples)
        known = self._fits.get(organisation_id)
        if known is not None and known.mark == hash(told):
            return
        with self._lock:
            fit = _fitted(told) if len(told) >= self.least else None
            if fit is None:
                self._fits.pop(organisation_id, None)
            else:
                self._fits[organisation_id] = fit

    def suggest(self, organisation_id: OrganisationId, text: str, codes: Sequence[Code]) -> tuple[CodeId, ...]:
        """The likeliest three of these codes, by what was learnt and by the list of words."""
        fit = self._fits.get(organisation_id)
        if fit is None or not text.strip():
            return self.words.suggest(organisation_id, text, codes)
        points = self.words.points(text, codes)
        likely = _likely(fit, text)
        scores = {
            code.id: likely.get(code.id, 0.0) + _PRIOR * min(points.get(code.id, 0), _MOST_POINTS) for code in codes
        }
        best = sorted((id for id in scores if scores[id] > 0), key=lambda id: -scores[id])
        return tuple(best[:MOST_SUGGESTED])


def _fitted(examples: tuple[Example, ...]) -> _Fit | None:
    """None if all of them are about the same: there is nothing to tell apart."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # large and optional, so imported when it is needed
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    pairs = [(example.text, code) for example in examples for code in example.codes]
    if len({code for _, code in pairs}) < 2:
        return None
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), lowercase=True, sublinear_tf=True)
    model = make_pipeline(letters, LogisticRegression(C=10, max_iter=1000, random_state=0))
    model.fit([text for text, _ in pairs], [code for _, code in pairs])
    return _Fit(hash(examples), model)


def _likely(fit: _Fit, text: str) -> Mapping[CodeId, float]:
    chances = fit.model.predict_proba([text])[0]
    return {CodeId(str(code)): float(chance) for code, chance in zip(fit.model.classes_, chances, strict=True)}
