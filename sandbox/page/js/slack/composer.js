// The box one writes in: Enter sends, "/" offers commands, arrows choose.
import { act, mine } from "../shell/api.js";
import { el, freshId, openMenu } from "../shell/dom.js";
import { translated } from "./modal.js";

export function makeComposer({ channel, name, thread = "", broadcast = false, globals = [], sent }) {
  const id = freshId("offers");
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const label = thread ? "Svar i tråden" : `Besked til ${name}`;
  const box = el("textarea", {
    rows: 1, placeholder: label, "aria-label": label, role: "combobox", "aria-expanded": "false",
    "aria-controls": id, "aria-autocomplete": "list", "aria-haspopup": "listbox",
  });
  const offers = el("ul", { class: "offers", id, role: "listbox", "aria-label": "Kommandoer", hidden: true });
  let found = [], at = 0;

  const complain = (words) => { problem.textContent = translated(words ?? ""); problem.hidden = !words; };
  const hide = () => {
    offers.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  function mark() {
    [...offers.children].forEach((one, index) => one.setAttribute("aria-selected", String(index === at)));
    const here = offers.children[at];
    if (here) { box.setAttribute("aria-activedescendant", here.id); here.scrollIntoView({ block: "nearest" }); }
  }

  function take(index) {
    box.value = `${found[index].name} `;
    hide();
    box.focus();
  }

  async function offer() {
    const typed = box.value;
    if (!typed.startsWith("/") || typed.includes(" ")) return hide();
    const answer = (await mine(`complete?q=${encodeURIComponent(typed)}`)).commands ?? [];
    if (box.value !== typed) return undefined; // a later answer decides; this one is not to hide what that one shows
    found = answer;
    if (!found.length) return hide();
    at = 0;
    offers.replaceChildren(...found.map((one, index) => el("li", {
      id: `${id}-${index}`, role: "option", onmousedown: (event) => { event.preventDefault(); take(index); },
    }, el("b", {}, one.name), el("span", { class: "quiet" }, one.usage_hint), el("div", { class: "quiet" }, one.description))));
    offers.hidden = false;
    box.setAttribute("aria-expanded", "true");
    return mark();
  }

  async function send() {
    const words = box.value;
    if (!words.trim()) return;
    complain("");
    hide();
    box.value = "";
    const answer = words.startsWith("/")
      ? await act("command", { text: words, channel, thread_ts: thread })
      : await act(`channels/${channel}/messages`, { text: words, thread_ts: thread, broadcast });
    if (!answer.ok) {
      // Nothing that was written is lost.
      if (!box.value) box.value = words;
      complain(answer.error);
    } else sent?.();
  }

  box.addEventListener("input", offer);
  box.addEventListener("blur", hide);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (!offers.hidden) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) { event.preventDefault(); at = (at + step + found.length) % found.length; return void mark(); }
      if (event.key === "Escape") { event.preventDefault(); return hide(); }
      const complete = box.value === found[at].name;
      if (event.key === "Tab" || (event.key === "Enter" && !complete)) { event.preventDefault(); return take(at); }
    }
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); send(); }
  });

  const lightning = globals.length > 0 && el("button", {
    type: "button", class: "plain", "aria-label": "Genveje", "aria-haspopup": "menu", title: "Genveje",
    onclick: (event) => openMenu(event.currentTarget, globals.map((one) => ({
      label: one.name, act: () => act("shortcut", { callback_id: one.callback_id }),
    }))),
  }, "+");
  const button = el("button", { type: "button", class: "primary", onclick: send }, "Send");
  return el("div", { class: "composer" }, offers, el("div", { class: "box" }, lightning, box, button), problem);
}
