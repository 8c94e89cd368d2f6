"""The benchmarks run from end to end and say what they promise; how fast anything was is asserted nowhere."""

import pytest

from bench import acts, load, municipality
from bench.access import SECRET
from bench.processes import running
from storage.engine import connect
from tests.bench.printing import printed


class TestAck:
    def test_prints_its_ratios_beside_all_it_measured(self) -> None:
        """Reads and writes at 1, 16 and 64 connections, of the bot and of both baselines."""
        found = printed("bench.ack", "--seconds", "0.05", "--repeats", "1", "--database", "sqlite")
        assert {"read_ratio", "write_ratio", "p99_ms_64", "generator_per_second"} <= found.keys()
        for kind in ("reads", "writes"):
            assert list(found["sqlite"][kind]) == ["1", "16", "64"]
            assert list(found["sqlite"][kind]["16"]) == ["empty", "minimal", "ours"]


class TestFootprint:
    def test_prints_the_bot_beside_a_bare_app(self) -> None:
        """Seconds to the first acknowledged command, and megabytes: with Slack only, with both, and what that adds."""
        found = printed("bench.footprint", "--repeats", "1")
        measured = [f"{who}{what}" for who in ("", "both_", "bare_") for what in ("first_ack_s", "rss_mb")]
        assert found.keys() == {*measured, "teams_first_ack_s", "teams_rss_mb"}
        assert all(found[name] > 0 for name in measured)


class TestActs:
    @pytest.fixture
    def made(self) -> municipality.Municipality:
        engine = connect("sqlite://")
        made = municipality.build(engine, rounds=2)
        engine.dispose()
        return made

    @pytest.mark.parametrize("kind", [acts.Reads, acts.Writes])
    def test_are_each_their_own(self, made, kind) -> None:
        """No two requests are the same act, and what did not go out is given again."""
        supply = kind(made)
        first = supply.next(100, port=1)
        assert len({_body(request) for request in first}) == 100
        supply.used(40)
        assert [_body(request) for request in supply.next(60, port=1)] == [_body(request) for request in first[40:]]

    def test_are_signed_as_slack_signs(self) -> None:
        """What bolt checks fits: the signature, and a length that is the body's."""
        request = load.signed("/slack/events", "æ=1".encode(), secret=SECRET, port=1)
        head, _, body = request.partition(b"\r\n\r\n")
        assert b"X-Slack-Signature: v0=" in head
        assert b"Content-Length: %d" % len(body) in head


class TestLoad:
    def test_sends_once_on_each_line_however_short_the_time_is(self) -> None:
        """On a machine that is held up the time may be over before a line stands; nothing sent is nothing measured."""
        with running("bench.stub") as server:
            request = load.signed("/api/auth.test", b"x=1", secret=SECRET, port=server.awaited().port)
            found = load.measure(server.port, [request] * 9, connections=3, seconds=-1)
        assert (found.sent, found.failed) == (3, 0)


def _body(request: bytes) -> bytes:
    return request.partition(b"\r\n\r\n")[2]
