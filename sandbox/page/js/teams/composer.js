// The box one writes in: Enter sends, "@" offers names (and after the app's, its commands), "/" offers commands.
import { act } from "../shell/api.js";
import { el, freshId, openMenu } from "../shell/dom.js";
import { nameOf, store } from "../shell/store.js";
import { translated } from "./words.js";

const bot = () => nameOf(store.bot);

// What may follow what has been typed: {label, about, value} of each, where value is the whole text then.
function offersFor(typed, { members, commands, personal }) {
  const slash = typed.match(/^\/([\p{L}-]*)$/u);
  if (slash) return of(commands.filter((one) => one.slash), slash[1], (one) => `/${one.title} `, "/");
  const asked = typed.match(personal ? /^([\p{L}-]*)$/u : new RegExp(`^@${escape(bot())} ([\\p{L}-]*)$`, "u"));
  if (asked && (asked[1] || !personal)) return of(commands, asked[1], (one) => personal ? one.title : `@${bot()} ${one.title}`);
  const at = typed.match(/(^|\s)@([\p{L} -]{0,40})$/u);
  if (!at) return [];
  const names = [store.bot, ...members.filter((one) => one !== store.bot && one !== store.me)].map((id) => ({ title: nameOf(id), description: store.people.get(id)?.title ?? "" }));
  const before = typed.slice(0, typed.length - at[2].length);
  return of(names, at[2], (one) => `${before}${one.title} `);
}

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const of = (known, words, made, mark = "") => known.filter((one) => one.title.toLowerCase().startsWith(words.toLowerCase()))
  .map((one) => ({ label: mark + one.title, about: one.description, value: made(one) }));

export function makeComposer({ channel, name, members, commands, personal = false, thread = "", sent }) {
  const id = freshId("offers");
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const label = thread ? "Svar" : personal ? `Besked til ${name}` : `Nyt opslag i ${name}`;
  const box = el("textarea", {
    rows: 1, placeholder: label, "aria-label": label, role: "combobox", "aria-expanded": "false",
    "aria-controls": id, "aria-autocomplete": "list", "aria-haspopup": "listbox",
  });
  const offers = el("ul", { class: "offers", id, role: "listbox", "aria-label": "Forslag", hidden: true });
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
    box.value = found[index].value;
    box.focus();
    offer();
  }

  function offer() {
    found = offersFor(box.value, { members, commands, personal }).filter((one) => one.value.trimEnd() !== box.value.trimEnd());
    if (!found.length) return hide();
    at = 0;
    offers.replaceChildren(...found.map((one, index) => el("li", {
      id: `${id}-${index}`, role: "option", onmousedown: (event) => { event.preventDefault(); take(index); },
    }, el("b", {}, one.label), el("span", { class: "quiet" }, one.about))));
    offers.hidden = false;
    box.setAttribute("aria-expanded", "true");
    return mark();
  }

  async function send() {
    const words = box.value.trim();
    if (!words) return;
    complain("");
    hide();
    box.value = "";
    const slashed = words.startsWith("/") && commands.some((one) => one.slash && words.slice(1).startsWith(one.title));
    const answer = slashed
      ? await act("slash", { text: words, channel, thread_ts: thread })
      : await act(`channels/${encodeURIComponent(channel)}/messages`, { text: words, thread_ts: thread });
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
      if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); return hide(); }
      if (event.key === "Tab" || event.key === "Enter") { event.preventDefault(); return take(at); }
    }
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); send(); }
  });

  const insert = (one) => { box.value = personal ? one.title : `@${bot()} ${one.title}`; box.focus(); };
  const menu = commands.length > 0 && el("button", {
    type: "button", class: "plain", "aria-label": "Kommandoer", "aria-haspopup": "menu", title: "Kommandoer",
    onclick: (event) => openMenu(event.currentTarget, commands.map((one) => ({ label: one.title, act: () => insert(one) }))),
  }, "✦");
  const button = el("button", { type: "button", class: "primary", onclick: send }, "Send");
  return el("div", { class: "composer" }, offers, el("div", { class: "box" }, menu, box, button), problem);
}
