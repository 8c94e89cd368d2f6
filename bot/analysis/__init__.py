"""The one door for scikit-learn, large and optional (`make analyse`): it is imported when something is learnt."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from bot.analysis.learning import Learned
from core.model.keywords import Keywords
from core.ports_codes import Suggester


def suggester(stems: Any, *, installed: Callable[[str], object] = find_spec) -> Suggester:  # noqa: ANN401 - parsed YAML
    """Who suggests codes: a list of words, and with the library what has been coded before too.

    `stems`: content/codes.yaml, parsed. `installed`: whether there is a library.
    """
    words = Keywords(stems)
    return Learned(words) if installed("sklearn") else words
