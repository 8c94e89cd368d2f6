"""Whether everybody can use what is on the screen: what axe says, and whether it fits."""

from typing import Any

from tests.browser.screen import Screen
from tests.support.node import tool

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def wrong(screen: Screen) -> list[str]:
    """What axe holds against the screen as it is now: rule, and where."""
    if not screen.page.evaluate("'axe' in window"):
        screen.page.evaluate(tool("axe-core/axe.min.js").read_text())
    found: dict[str, Any] = screen.page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found["violations"]]


def fits(screen: Screen) -> None:
    """Nothing has to be scrolled sideways, and no button of a card is cut off."""
    inside = "main .scroll, aside .scroll, dialog .content, .card .ac-actionSet"
    wide = f"[document.documentElement, ...document.querySelectorAll('{inside}')]"
    assert (
        screen.page.evaluate(f"{wide}.filter(it => it.scrollWidth > it.clientWidth + 1).map(it => it.className)") == []
    )
