// Modals: a native dialog showing the top of the person's stack.
import { act, mine } from "../shell/api.js";
import { el } from "../shell/dom.js";
import { say } from "../shell/words.js";
import { drawBlocks, makeContext } from "./blocks.js";
import { simple } from "./fields.js";

const DANISH = {
  "We had some trouble connecting. Try again?": "Der var problemer med forbindelsen. Prøv igen?",
  "Please complete this required field.": "Udfyld dette felt.",
  "Please enter a valid email address.": "Skriv en gyldig e-mailadresse.",
  "Please enter a valid number.": "Skriv et tal.",
};
export const translated = (words) => say(DANISH[words] ?? words, words);

export function makeModals() {
  const dialog = el("dialog", { class: "modal", "aria-labelledby": "modal-title", dataset: { testid: "modal" } });
  document.body.append(dialog);
  let view = null, context = null, depth = 0, opener = null;

  dialog.addEventListener("cancel", (event) => { event.preventDefault(); close(); });

  async function refresh() {
    const stack = (await mine("modals")).modals ?? [];
    const top = stack.at(-1) ?? null;
    depth = stack.length;
    if (!top) return hide();
    if (view && view.id === top.id && view.hash === top.hash) return undefined;
    // What was typed stays where the same field is still there.
    const typed = view?.id === top.id ? context.values() : {};
    return draw(top, typed);
  }

  function hide() {
    view = null;
    if (!dialog.open) return;
    dialog.close();
    opener?.isConnected && opener.focus();
  }

  function draw(top, typed) {
    view = top;
    const state = (block, action) => typed[block]?.[action] ?? simple(top.state.values[block]?.[action]);
    context = makeContext((block, element, value, values) => act("click", {
      view_id: top.id, block_id: block.block_id, action_id: element.action_id, value, values,
    }), state);
    const failure = el("p", { class: "failure", role: "alert", hidden: true });
    const send = top.submit && el("button", { class: "primary", type: "submit" }, top.submit.text);
    const form = el("form", { noValidate: true, onsubmit: (event) => { event.preventDefault(); submit(send, failure); } },
      el("header", {}, el("h2", { id: "modal-title" }, top.title.text),
        el("button", { type: "button", class: "plain", "aria-label": say("Luk", "Close"), onclick: () => close(true) }, "✕")),
      el("div", { class: "content" }, drawBlocks(top.blocks, context)),
      el("footer", {}, failure, el("button", { type: "button", onclick: () => close() }, top.close?.text ?? (depth > 1 ? say("Tilbage", "Back") : say("Luk", "Close"))), send));
    dialog.replaceChildren(form);
    if (!dialog.open) {
      opener = document.activeElement;
      dialog.showModal();
    }
    const first = form.querySelector(".content input, .content textarea, .content select, .content button") ?? send;
    const wanted = form.querySelector(`.content [name="${first?.name}"]:checked`) ?? first;
    // What stands above the first field is to be read first.
    wanted?.focus({ preventScroll: true });
  }

  async function submit(button, failure) {
    if (!button) return;
    const words = button.textContent;
    button.disabled = true;
    button.textContent = say("Sender …", "Sending …");
    failure.hidden = true;
    const answer = await act("submit", { view_id: view.id, values: context.values() });
    button.disabled = false;
    button.textContent = words;
    const said = Object.fromEntries(Object.entries(answer.errors ?? {}).map(([block, error]) => [block, translated(error)]));
    context.showErrors(said);
    if (answer.outcome === "trouble" || (!answer.ok && !answer.errors)) {
      failure.textContent = translated(answer.error);
      failure.hidden = false;
    } else if (answer.ok) {
      await refresh();
    }
  }

  async function close(everything = false) {
    if (!view) return;
    await act("close", { view_id: view.id, all: everything });
    await refresh();
  }

  return { refresh, reset() { hide(); return refresh(); } };
}
