// The dialog that an app has open for one: a native dialog with a card in it.
import { act, mine } from "../shell/api.js";
import { el } from "../shell/dom.js";
import { say } from "../shell/words.js";
import { drawCard } from "./cards.js";

export function makeDialogs() {
  const dialog = el("dialog", { class: "modal task", "aria-labelledby": "task-title", dataset: { testid: "modal" } });
  document.body.append(dialog);
  let shown = null, opener = null;
  const closed = new Set(); // an answer that was on its way may still tell of them

  dialog.addEventListener("cancel", (event) => { event.preventDefault(); close(); });

  async function refresh() {
    const { dialog: found } = await mine("dialog");
    if (!found || closed.has(found.id)) return hide();
    if (shown && shown.id === found.id && shown.version === found.version) return undefined;
    return draw(found);
  }

  function hide() {
    shown = null;
    if (!dialog.open) return;
    dialog.close();
    opener?.isConnected && opener.focus();
  }

  function draw(found) {
    shown = found;
    const submit = async (action) => {
      const answer = await act("submit", { id: found.id, action, inputs: {} });
      if (answer.ok) await refresh();
      return answer;
    };
    const card = drawCard(found.card, submit, { bare: true });
    const inside = el("div", { class: "content" }, card);
    card.addEventListener("drawn", () => focusFirst(inside), { once: true });
    dialog.replaceChildren(el("div", { class: "frame" },
      el("header", {}, el("h2", { id: "task-title" }, found.title),
        el("button", { type: "button", class: "plain", "aria-label": say("Luk", "Close"), onclick: () => close() }, "✕")),
      inside));
    if (!dialog.open) {
      opener = document.activeElement;
      dialog.showModal();
    }
  }

  function focusFirst(inside) {
    const wrong = inside.querySelector('[aria-invalid="true"]');
    const first = wrong ?? inside.querySelector("input:not(.search), textarea, select, button");
    inside.scrollTop = 0;
    first?.focus({ preventScroll: true });
  }

  async function close() {
    if (!shown) return;
    const { id } = shown;
    closed.add(id);
    await act("close", { id });
    await refresh();
  }

  return { refresh, reset() { hide(); return refresh(); } };
}
