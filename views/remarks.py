"""The secretariat's own line on a summary: shown with name and day, and the form that it is written in."""

from core.model.periods import Period
from core.model.remarks import LONGEST, Signed
from core.model.scopes import Scope
from locales.catalogue import Translator
from locales.words import plain
from views import requests
from views.elements import Actions, Button, Element, Form, Note, Text, TextInput, View
from views.listings import cut

Elements = tuple[Element, ...]


def shown(t: Translator, remark: Signed | None) -> Elements:
    """The line, signed; nothing if there is none."""
    if remark is None:
        return ()
    told = t("remarks.signed", text=cut(remark.text, LONGEST), author=cut(remark.author, 60), day=t.day(remark.day))
    return (Text(told),)


def button(t: Translator, remark: Signed | None, scope: Scope) -> Elements:
    """To the form."""
    label = t.plain("remarks.button_change" if remark else "remarks.button_write")
    return (Actions((Button(label=label, route="remarks.write", value=scope.code),)),)


def form(t: Translator, scope: Scope, remark: Signed | None) -> Form:
    """One line, of which summary, until when."""
    return Form(
        title=t.plain("remarks.title"),
        submit=t.plain("remarks.save"),
        close=t.plain("remarks.cancel"),
        elements=(
            Note(t("remarks.stays")),
            TextInput(
                name="text",
                label=t.plain("remarks.line"),
                value=remark.text if remark else "",
                hint=t.plain("remarks.hint", n=LONGEST),
                lines=True,
                most=LONGEST,
            ),
        ),
        route="remarks.save",
        value=scope.code,
    )


def saved(t: Translator, scope: Scope, remark: Signed | None) -> View:
    """What stands now, and the way back to the summary."""
    told = t("remarks.saved" if remark else "remarks.taken")
    label = t.plain("years.button_summary")
    back = Button(label=label, route="summaries.show", value=requests.value(scope, Period()))
    return View(summary=plain(told), elements=(Text(told), *shown(t, remark), Actions((back,))))
