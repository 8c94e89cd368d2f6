"""What people wrote, as they meant it."""

import pytest

from bot.teams.words import from_html, said


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<div><div>Hej&nbsp;<b>alle</b></div></div>", "Hej alle"),
        ("<p>En</p><p>To<br>Tre</p>", "En\nTo\nTre"),
        ('<p><at id="0">Mette Holm</at> sagde &lt;ja&gt; &amp; smilede</p>', "@Mette Holm sagde <ja> & smilede"),
        ('Se her<attachment id="1">skjult</attachment>', "Se her"),
        ("<script>alert(1)</script>Ren tekst", "Ren tekst"),
        ("<ul><li>æ</li><li>ø</li></ul>", "æ\nø"),
        ("Ufærdig <b", "Ufærdig"),
    ],
)
def test_html_is_read_as_text(content: str, text: str) -> None:
    """Blocks begin a line, mentions keep their names, nothing is markup."""
    assert from_html(content).startswith(text)


def test_the_bots_name_is_taken_out_once_and_others_stay() -> None:
    """A text may speak of the bot again."""
    activity = {
        "text": "<at>Bot</at> skriv til <at>Bo</at> om <at>Bot</at>",
        "entities": [{"type": "mention", "mentioned": {"id": "28:x"}, "text": "<at>Bot</at>"}],
    }
    assert said(activity, "28:x") == "skriv til @Bo om @Bot"
