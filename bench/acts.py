"""What people send: the bodies of `/netvaerk mine` and of the reply form, each with ids of its own, then signed."""

import json
from itertools import product
from typing import Any
from urllib.parse import quote_plus, urlencode

from bench.access import PATH, SECRET, TEAM
from bench.load import signed
from bench.municipality import Municipality
from bot.slack.blocks import render_form
from bot.slack.inputs import ANSWER
from core.model.prompts import QuestionKind
from core.model.replies import ReplyVisibility, input_of
from core.model.rounds import Round
from locales.catalogue import translator
from views import replies as views

TEXT = "Skolen og sundhedsplejen ringer nu til hinanden, før de skriver. Det sparer familierne for én samtale."

_ACCOUNT, _ACT = "U00ACCOUNT", "0ACT0ACT0ACT"


class Reads:
    """`/netvaerk mine`, by one person after the other."""

    def __init__(self, municipality: Municipality) -> None:
        self._accounts = municipality.reading
        self._body = urlencode(
            {
                "token": "t",
                "team_id": TEAM,
                "team_domain": "bench",
                "api_app_id": "A0BENCH01",
                "channel_id": "C0BENCH99",
                "channel_name": "alle",
                "user_id": _ACCOUNT,
                "user_name": "nogen",
                "command": "/netvaerk",
                "text": "mine",
                "is_enterprise_install": "false",
                "response_url": f"https://hooks.slack.com/commands/{TEAM}/1/{_ACT}",
                "trigger_id": f"{_ACT}.1.abcdef",
            }
        ).encode()
        self._act = 0

    def next(self, count: int, *, port: int) -> list[bytes]:
        """So many requests, signed now, for a server."""
        return [self._one(self._act + number, port) for number in range(count)]

    def used(self, count: int) -> None:
        """So many of them went out; the others are given again."""
        self._act += count

    def _one(self, act: int, port: int) -> bytes:
        account = self._accounts[act % len(self._accounts)]
        return signed(PATH, _filled(self._body, account, act), secret=SECRET, port=port)


class Writes:
    """The reply form sent in: each member's first reply in one round after the other, then the same ones changed.

    Every form has a view id and a hash of its own, so each is an act of its own to claim.
    """

    def __init__(self, municipality: Municipality) -> None:
        self._forms = [_submission(municipality, asked) for asked in municipality.asked]
        self._turns = list(product(range(len(self._forms)), municipality.answering))
        self._act = 0

    def next(self, count: int, *, port: int) -> list[bytes]:
        return [self._one(self._act + number, port) for number in range(count)]

    def used(self, count: int) -> None:
        self._act += count

    def _one(self, act: int, port: int) -> bytes:
        form, account = self._turns[act % len(self._turns)]
        return signed(PATH, _filled(self._forms[form], account, act), secret=SECRET, port=port)


def _filled(body: bytes, account: str, act: int) -> bytes:
    return body.replace(_ACCOUNT.encode(), account.encode()).replace(_ACT.encode(), f"{act:012}".encode())


def _submission(municipality: Municipality, asked: Round) -> bytes:
    """As Slack sends it: the whole form that was shown, and beside it what was given."""
    prompt = municipality.prompt
    view = render_form(views.form(translator("da"), municipality.network, asked, prompt))
    payload = {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "bench"},
        "user": {"id": _ACCOUNT, "username": "nogen", "name": "nogen", "team_id": TEAM},
        "api_app_id": "A0BENCH01",
        "token": "t",
        "trigger_id": f"{_ACT}.1.abcdef",
        "view": {
            **view,
            "id": f"V{_ACT}",
            "team_id": TEAM,
            "hash": f"{_ACT}.abcdef",
            "root_view_id": f"V{_ACT}",
            "previous_view_id": None,
            "app_id": "A0BENCH01",
            "bot_id": "B0BENCH01",
            "external_id": "",
            "state": {"values": _given(municipality)},
        },
        "response_urls": [],
        "is_enterprise_install": False,
        "enterprise": None,
    }
    return b"payload=" + quote_plus(json.dumps(payload, ensure_ascii=False)).encode()


def _given(municipality: Municipality) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for place, question in enumerate(municipality.prompt.questions):
        match question.kind:
            case QuestionKind.SCALE:
                answer: dict[str, Any] = {"type": "radio_buttons", "selected_option": {"value": "4"}}
            case QuestionKind.CHOICE if question.most > 1:
                chosen = [{"value": question.options[0].id}]
                answer = {"type": "multi_static_select", "selected_options": chosen}
            case QuestionKind.CHOICE:
                answer = {"type": "radio_buttons", "selected_option": {"value": question.options[0].id}}
            case QuestionKind.OPEN:
                answer = {"type": "plain_text_input", "value": TEXT}
        values[input_of(place)] = {ANSWER: answer}
    shared = {"type": "radio_buttons", "selected_option": {"value": ReplyVisibility.SHARED.value}}
    return values | {
        views.VISIBILITY: {ANSWER: shared},
        views.QUOTABLE: {ANSWER: {"type": "checkboxes", "selected_options": [{"value": views.YES}]}},
    }
