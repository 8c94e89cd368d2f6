"""How often the right code is suggested, as docs/coding.md says it."""

import re
from pathlib import Path

from tests.bench.printing import ROOT, printed

DOCUMENT = Path(ROOT) / "docs" / "coding.md"


class TestTheSuggestions:
    def test_hit_as_often_as_the_document_says(self) -> None:
        """Nothing is left to chance, so the same figures come out each time."""
        found = printed("bench.codes")
        written = dict(re.findall(r"`(\w+)` \| (0\.\d\d)", DOCUMENT.read_text("utf-8")))
        assert {name: f"{share:.2f}" for name, share in found.items()} == written

    def test_are_better_learnt_than_from_the_list_alone(self) -> None:
        """Else the library would be for nothing."""
        found = printed("bench.codes")
        assert found["words_top3"] < found["learnt_16_top3"] <= found["learnt_64_top3"]
