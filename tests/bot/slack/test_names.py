"""What a conversation is called, and how it is known again."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.limits import PURPOSE, length
from bot.slack.names import conversation_names, mark, purpose


class TestAName:
    @pytest.mark.parametrize(
        ("name", "legal"),
        [
            ("Sund aldring", "sund-aldring"),
            ("Æblegrød & Ålborg: øl!", "aeblegroed-aalborg-oel"),
            ("Čafé  Olé", "cafe-ole"),
            ("!!!", "netvaerk"),
            ("日本", "netvaerk"),
        ],
    )
    def test_is_as_near_as_slack_allows(self, name: str, legal: str) -> None:
        """Readable to those who know it."""
        assert conversation_names(name)[0] == legal

    @given(st.text(st.characters()))
    def test_is_always_one_that_slack_takes(self, name: str) -> None:
        """And there is another to try when it is taken."""
        names = conversation_names(name)
        assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,79}", one) for one in names)
        assert len(set(names)) == len(names) > 5


class TestAPurpose:
    @given(st.text(st.characters()))
    def test_carries_the_mark_and_fits(self, name: str) -> None:
        """Whatever the network is called."""
        said = purpose(name, "network:1:conversation")
        assert said.endswith(mark("network:1:conversation"))
        assert length(said) <= PURPOSE
        assert "<" not in said

    def test_of_another_key_is_another(self) -> None:
        """The mark stands for the key alone."""
        assert mark("network:1:conversation") != mark("network:2:conversation")
