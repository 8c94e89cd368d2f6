"""The environment: typed, and a wrong setting says in one sentence what to write instead."""

from datetime import date
from pathlib import Path

import pytest

from bot.access import GraphUse, ModelAccess, TeamsAccess
from bot.settings import Settings, SettingsError, from_values, read

LEAST = {"ORGANISATION": "Aaby Kommune", "CONTACT": "dpo@aaby.example"}
HOME, OTHER = "11111111-2222-4333-8444-555555555555", "66666666-7777-4888-9999-000000000000"
TEAMS = {"TEAMS_APP_ID": OTHER, "TEAMS_APP_PASSWORD": "s", "TEAMS_TENANT": HOME}
PLAYGROUND = {"TEAMS_TRUST": "playground", "TEAMS_LOCAL_URL": "http://127.0.0.1:56150"}
MODEL = {"MODEL_URL": "http://127.0.0.1:11434/v1", "MODEL_NAME": "m"}
SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}


class TestReading:
    def test_the_least_gives_an_embedded_database_and_no_platform(self) -> None:
        """Two settings are enough to begin with."""
        settings = from_values(LEAST)
        assert settings.database_file == Path("data/netvaerksbot.db")
        assert settings.slack is None

    def test_the_environment_wins_over_the_file(self, tmp_path: Path) -> None:
        """What stands in the environment is meant for this run."""
        file = tmp_path / ".env"
        file.write_text("ORGANISATION=Fra fil\nCONTACT=fil@aaby.example\n", "utf-8")
        settings = read({"ORGANISATION": "Fra miljø"}, file)
        assert (settings.organisation, settings.contact) == ("Fra miljø", "fil@aaby.example")

    def test_every_setting_of_the_example_is_read(self, tmp_path: Path) -> None:
        """.env.example is a file that the bot starts on, once the tokens are filled in."""
        text = (Path(__file__).parents[2] / ".env.example").read_text("utf-8")
        assert read(SLACK, _file(tmp_path, text)).slack is not None

    def test_a_language_model_is_off_until_one_is_named(self) -> None:
        """On this machine, or over https at a host that is allowed."""
        assert from_values(LEAST).model is None
        assert from_values({**LEAST, **MODEL}).model == ModelAccess(url="http://127.0.0.1:11434/v1", name="m")
        away = {"MODEL_URL": "https://api.example/v1/", "MODEL_HOSTS": "x.example, api.example", "MODEL_KEY": "k"}
        assert from_values({**LEAST, **MODEL, **away}).model == ModelAccess(
            url="https://api.example/v1", name="m", key="k"
        )

    def test_postgresql_is_told_from_sqlite(self) -> None:
        """An address of PostgreSQL gets its driver, and no file."""
        settings = from_values({**LEAST, "DATABASE_URL": "postgresql://u:p@h/d"})
        assert settings.database_url == "postgresql+psycopg://u:p@h/d"
        assert settings.control_socket is None

    def test_the_engine_is_in_this_process_unless_another_is_asked_for(self) -> None:
        """The other one is for PostgreSQL, whose address it is given as PostgreSQL writes it."""
        settings = from_values({**LEAST, "DATABASE_URL": "postgresql://u:p@h/d", "ENGINE": "procrastinate"})
        assert (settings.engine, settings.postgresql_url) == ("procrastinate", "postgresql://u:p@h/d")
        assert (from_values(LEAST).engine, from_values(LEAST).postgresql_url) == ("apscheduler", "")

    def test_an_app_token_means_socket_mode(self) -> None:
        """With it the bot calls Slack, and needs no signing secret."""
        slack = from_values({**LEAST, "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}).slack
        assert slack is not None
        assert slack.uses_socket


class TestTheFirstYear:
    def test_begins_on_a_day_and_has_an_area(self) -> None:
        """Or neither: then it begins with the first network, and the area is open."""
        settings = from_values({**LEAST, "FIRST_YEAR_FROM": "2027-01-01", "AREA": " Ældre og  omsorg "})
        assert (settings.first_year_from, settings.area) == (date(2027, 1, 1), "Ældre og omsorg")
        assert (from_values(LEAST).first_year_from, from_values(LEAST).area) == (None, "")

    @pytest.mark.parametrize("wrong", [{"FIRST_YEAR_FROM": "1. januar"}, {"AREA": "x" * 121}], ids=str)
    def test_says_what_is_wrong(self, wrong: dict[str, str]) -> None:
        """By the name of the setting."""
        with pytest.raises(SettingsError, match=next(iter(wrong))):
            from_values({**LEAST, **wrong})


class TestTeams:
    def test_lets_in_its_own_tenant_and_those_that_are_named(self) -> None:
        """The home tenant comes first, and is let in without being named."""
        assert _teams().tenants == (HOME,)
        assert _teams(TEAMS_TENANTS=f"{OTHER}, {HOME}").tenants == (HOME, OTHER)

    def test_uses_graph_for_nothing_unless_it_is_told(self) -> None:
        """Each use is asked for by name."""
        assert _teams().graph == _teams(TEAMS_GRAPH="off").graph == frozenset()
        assert _teams(TEAMS_GRAPH="channels, guests").graph == {GraphUse.CHANNELS, GraphUse.GUESTS}

    def test_may_be_on_this_machine(self) -> None:
        """A stand-in for Microsoft is believed only where nobody else can be."""
        assert _teams(TEAMS_LOCAL_URL="http://127.0.0.1:4000/").local_url == "http://127.0.0.1:4000"

    def test_needs_its_library(self) -> None:
        """Without it the setting says how to get it."""
        with pytest.raises(SettingsError, match="make teams"):
            from_values({**LEAST, **TEAMS}, installed=lambda name: name != "microsoft_teams")

    def test_may_be_the_playground_if_that_is_asked_for_by_name(self) -> None:
        """It needs no secret then."""
        given = {**LEAST, **TEAMS, **PLAYGROUND, "TEAMS_APP_PASSWORD": ""}
        for host in ("", "localhost", "127.0.0.1", "::1"):
            teams = from_values({**given, "HOST": host}).teams
            assert teams is not None
            assert teams.trusts_playground
        assert not _teams(TEAMS_LOCAL_URL="http://127.0.0.1:56150").trusts_playground

    @pytest.mark.parametrize("url", ["http://teams.example", "https://127.0.0.1", "http://10.0.0.1", "nowhere"])
    def test_is_never_somebody_elses_machine(self, url: str) -> None:
        """Whoever answers there would be given the secret, and believed."""
        with pytest.raises(SettingsError, match="TEAMS_LOCAL_URL is for trying on this machine only"):
            _teams(TEAMS_LOCAL_URL=url)


def _teams(**more: str) -> TeamsAccess:
    teams = from_values({**LEAST, **TEAMS, **more}).teams
    assert teams is not None
    return teams


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({**TEAMS, "TEAMS_APP_ID": "netvaerksbot"}, "TEAMS_APP_ID must be the Application"),
        ({**TEAMS, "TEAMS_APP_PASSWORD": ""}, "TEAMS_APP_PASSWORD is missing"),
        ({**TEAMS, "TEAMS_TENANT": "kommune.dk"}, "TEAMS_TENANT must be the id"),
        ({**TEAMS, "TEAMS_TENANTS": "kommune.dk"}, "TEAMS_TENANTS must be ids"),
        ({**TEAMS, "TEAMS_GRAPH": "everything"}, "TEAMS_GRAPH must be words of channels, guests"),
        ({**TEAMS, "TEAMS_TEAM": "Netværk"}, "TEAMS_TEAM must be the group id"),
        ({**TEAMS, **PLAYGROUND, "TEAMS_TRUST": "everybody"}, "TEAMS_TRUST is for trying the bot in Microsoft's"),
        ({**TEAMS, **PLAYGROUND, "HOST": "0.0.0.0"}, "TEAMS_TRUST=playground believes whoever.*HOST=127.0.0.1"),
        ({**TEAMS, **PLAYGROUND, "HOST": "::"}, "TEAMS_TRUST=playground believes whoever.*HOST=127.0.0.1"),
        ({**TEAMS, **PLAYGROUND, "HOST": "bot.aaby.example"}, "TEAMS_TRUST=playground believes whoever"),
        ({**TEAMS, **PLAYGROUND, "TEAMS_LOCAL_URL": ""}, "TEAMS_TRUST=playground needs TEAMS_LOCAL_URL"),
        ({**TEAMS, **PLAYGROUND, "TEAMS_LOCAL_URL": "http://10.0.0.1:56150"}, "TEAMS_LOCAL_URL is for trying"),
        ({"ORGANISATION": ""}, "ORGANISATION is missing"),
        ({"CONTACT": " "}, "CONTACT is missing"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL must start with"),
        ({"MODEL_URL": "http://[x"}, "MODEL_URL must be an address like"),
        ({"MODEL_URL": "127.0.0.1:11434"}, "MODEL_URL must be an address like"),
        ({"MODEL_URL": "http://127.0.0.1:11434/v1"}, "MODEL_NAME is missing"),
        ({**MODEL, "MODEL_URL": "https://api.example/v1"}, "at api.example, which MODEL_HOSTS does not allow"),
        (
            {**MODEL, "MODEL_URL": "http://api.example/v1", "MODEL_HOSTS": "api.example"},
            "MODEL_URL must begin with https:// for api.example",
        ),
        ({**MODEL, "MODEL_URL": "https://127.0.0.1.evil.example/v1"}, "which MODEL_HOSTS does not allow"),
        ({**MODEL, "MODEL_URL": "https://u:p@127.0.0.1/v1"}, "MODEL_URL must be an address like"),
        ({"CODING": "yes"}, "CODING must be one of off, on, not yes"),
        ({"ENGINE": "cron"}, "ENGINE must be one of apscheduler, procrastinate"),
        ({"ENGINE": "procrastinate"}, "ENGINE=procrastinate needs PostgreSQL"),
        ({"SLACK_BOT_TOKEN": "xoxp-1"}, "SLACK_BOT_TOKEN must be"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_SIGNING_SECRET is missing"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "nej"}, "SLACK_APP_TOKEN must be"),
        ({"LANGUAGE": "sv"}, "LANGUAGE must be one of da, en"),
        ({"ZONE": "Aaby"}, "ZONE Aaby is not a time zone"),
        ({"SMALLEST_GROUP": "2"}, "SMALLEST_GROUP must be between 3"),
        ({"SMALLEST_GROUP": "fem"}, "SMALLEST_GROUP must be a number"),
        ({"CLOSED_DAYS": "jul"}, "uge 28-30, with commas between; jul is none of them"),
        ({"PORT": "0"}, "PORT must be between"),
        ({"SEND_TIMEOUT": "10", "LEASE": "12"}, "LEASE must be at least twice"),
    ],
)
def test_a_wrong_setting_is_one_clear_sentence(wrong: dict[str, str], word: str) -> None:
    """It names the setting and says what to write."""
    with pytest.raises(SettingsError, match=word):
        from_values({**LEAST, **wrong})


def test_an_engine_that_is_not_installed_is_told_with_what_to_do() -> None:
    """The library is an extra: whoever asks for it has to install it."""
    asked = {**LEAST, "DATABASE_URL": "postgresql://u:p@h/d", "ENGINE": "procrastinate"}
    with pytest.raises(SettingsError, match="make procrastinate"):
        from_values(asked, installed=lambda name: None)


def test_no_secret_is_in_a_sentence() -> None:
    """A token that is wrong is not printed: sentences end in logs."""
    with pytest.raises(SettingsError) as told:
        from_values({**LEAST, "SLACK_BOT_TOKEN": "xoxp-hemmelig"})
    assert "hemmelig" not in str(told.value)


def test_closed_days_and_weeks_are_of_every_year() -> None:
    """Each on its own: one day, and the summer's three weeks."""
    settings: Settings = from_values({**LEAST, "CLOSED_DAYS": "12-24, uge 28-30"})
    days = (date(2026, 12, 24), date(2027, 12, 24), date(2026, 7, 8), date(2026, 12, 23))
    assert [[holds(day) for day in days] for holds in settings.closed] == [
        [True, True, False, False],
        [False, False, True, False],
    ]


def _file(folder: Path, text: str) -> Path:
    path = folder / ".env"
    path.write_text(text, "utf-8")
    return path


class TestLinks:
    SECRET = "a-secret-that-is-long-enough-for-a-link"

    def test_need_an_address_and_a_secret_and_no_mail_server(self) -> None:
        """Files can be fetched before mails can be written."""
        settings = from_values({**LEAST, "PUBLIC_URL": "https://bot.aaby.example/", "LINK_SECRET": self.SECRET})
        assert settings.links is not None
        assert (settings.links.public_url, settings.mail) == ("https://bot.aaby.example", None)

    def test_that_are_not_set_say_what_is_missing(self) -> None:
        """By the names of the settings."""
        assert from_values(LEAST).links_lack == ("PUBLIC_URL", "LINK_SECRET")
        assert from_values({**LEAST, "LINK_SECRET": self.SECRET}).links_lack == ("PUBLIC_URL",)

    @pytest.mark.parametrize(
        "wrong", [{"LINK_SECRET": "short"}, {"PUBLIC_URL": "http://bot.aaby.example"}], ids=["secret", "address"]
    )
    def test_that_anybody_could_read_or_guess_are_refused(self, wrong: dict[str, str]) -> None:
        """Links travel over the open net."""
        given = {"PUBLIC_URL": "https://bot.aaby.example", "LINK_SECRET": self.SECRET}
        with pytest.raises(SettingsError):
            from_values({**LEAST, **given, **wrong})
