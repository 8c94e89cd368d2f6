"""Who is there: the token's own identity, the team, people and bots."""

from sandbox.settings import Json
from sandbox.slack import shapes
from sandbox.slack.call import Call, method
from sandbox.slack.errors import SlackError


@method("api.test", "error foo")
def api_test(call: Call) -> Json:
    if call.text("error"):
        raise SlackError(call.text("error"))
    return {"args": {k: v for k, v in call.arguments.items() if k != "token"}}


@method("auth.test", "url")
def auth_test(call: Call) -> Json:
    team = call.workspace.team
    return {
        "url": f"https://{team['domain']}.slack.com/",
        "team": team["name"],
        "user": call.platform.bot.name,
        "team_id": team["id"],
        "user_id": call.me,
        "bot_id": shapes.BOT_ID,
        "is_enterprise_install": False,
    }


@method("team.info", "team domain", scopes=["team:read"])
def team_info(call: Call) -> Json:
    team = call.workspace.team
    return {"team": {"id": team["id"], "name": team["name"], "domain": team["domain"], "email_domain": "", "icon": {}}}


@method("users.list", "cursor include_locale limit", scopes=["users:read"])
def listed(call: Call) -> Json:
    # People of other organisations are known through shared channels, not listed as members.
    own = [one for one in call.workspace.people.values() if not one.is_stranger]
    part, more = call.paged(own, most=1000)
    locale, email = call.flag("include_locale"), call.platform.has_scope("users:read.email")
    return {"members": [shapes.user(one, locale=locale, email=email) for one in part], "cache_ts": 0} | more


@method("users.info", "include_locale user", scopes=["users:read"])
def info(call: Call) -> Json:
    person = call.workspace.people.get(call.required("user", "user_not_found"))
    if person is None:
        raise SlackError("user_not_found")
    email = call.platform.has_scope("users:read.email")
    return {"user": shapes.user(person, locale=call.flag("include_locale"), email=email)}


@method("users.lookupByEmail", "email", scopes=["users:read.email"])
def by_email(call: Call) -> Json:
    wanted = call.text("email").lower()
    for one in call.workspace.people.values():
        if wanted and one.email.lower() == wanted and not one.deleted:
            return {"user": shapes.user(one, email=True)}
    raise SlackError("users_not_found")


@method("bots.info", "bot", scopes=["users:read"])
def bots_info(call: Call) -> Json:
    if call.text("bot") not in ("", shapes.BOT_ID):
        raise SlackError("bot_not_found")
    return {"bot": shapes.bot(call.workspace)}
