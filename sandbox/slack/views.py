"""Modals and the Home tab, as the app opens and changes them."""

from sandbox.settings import Json
from sandbox.slack.call import Call, method
from sandbox.slack.errors import SlackError
from sandbox.slack.screens import View, checked_view, new_hash


def _content(call: Call, kind: str) -> Json:
    return checked_view(call.json("view", "invalid_arguments"), kind)


def _shown(call: Call, view: View) -> Json:
    call.platform.sights.show([view.person], "modal", view_id=view.id)
    return {"view": view.shown(call.platform.team_id)}


def _new(call: Call, person: str, content: Json) -> View:
    return View(call.workspace.new_id("V"), person, content)


@method("views.open", "interactivity_pointer trigger_id view")
def opened(call: Call) -> Json:
    content = _content(call, "modal")
    trigger = call.platform.permissions.redeem(call.required("trigger_id"))
    view = _new(call, trigger.person, content)
    call.platform.screens.open(view)
    return _shown(call, view)


@method("views.push", "interactivity_pointer trigger_id view")
def pushed(call: Call) -> Json:
    content = _content(call, "modal")
    trigger = call.platform.permissions.redeem(call.required("trigger_id"))
    if not trigger.in_modal:
        raise SlackError("invalid_trigger_id")
    view = _new(call, trigger.person, content)
    call.platform.screens.push(view)
    return _shown(call, view)


@method("views.update", "external_id hash view view_id")
def updated(call: Call) -> Json:
    content = _content(call, "modal")
    screens = call.platform.screens
    if call.text("view_id"):
        view = screens.find(call.text("view_id"))
    else:
        view = screens.find_external(call.required("external_id"))
    if view is None:
        raise SlackError("not_found")
    if call.text("hash") and call.text("hash") != view.hash:
        raise SlackError("hash_conflict")
    screens.update(view, content)
    return _shown(call, view)


@method("views.publish", "hash user_id view")
def published(call: Call) -> Json:
    content = _content(call, "home")
    who = call.required("user_id")
    person = call.workspace.people.get(who)
    if person is None or person.is_stranger:
        raise SlackError("user_not_found")
    if not call.platform.manifest.home_tab:
        raise SlackError("not_enabled")
    before = call.workspace.homes.get(who)
    if before and call.text("hash") and call.text("hash") != before["hash"]:
        raise SlackError("hash_conflict")
    view_id = before["id"] if before else call.workspace.new_id("V")
    stored: Json = {"id": view_id, "hash": new_hash(), "content": content}
    if before:
        stored["before"] = {name: before[name] for name in ("id", "hash", "content")}
    call.workspace.publish_home(who, stored)
    return {"view": home(stored, who).shown(call.platform.team_id)}


def home(stored: Json, person: str) -> View:
    """A published Home as a view, to be shown and pressed like any other."""
    return View(stored["id"], person, stored["content"], hash=stored["hash"])
