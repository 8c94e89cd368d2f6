// One message, and what can be done with it.
import { act } from "../shell/api.js";
import { el, openMenu } from "../shell/dom.js";
import { initialsOf, nameOf, shadeOf, store } from "../shell/store.js";
import { tell } from "../shell/status.js";
import { drawCard } from "./cards.js";
import { marked, translated, written } from "./words.js";

const TIME = new Intl.DateTimeFormat("da-DK", { weekday: "short", hour: "2-digit", minute: "2-digit" });
const FULL = new Intl.DateTimeFormat("da-DK", { dateStyle: "long", timeStyle: "short" });
const LIKES = { like: "👍" };
export const instant = (ts) => new Date(Number(ts));

const path = (message) => `channels/${encodeURIComponent(message.channel)}/messages/${message.ts}`;

function menu(message, actions, startEdit) {
  const entries = [{ label: "Synes godt om", act: () => act(`${path(message)}/react`, { name: "like" }) }];
  if (actions.length) entries.push("-");
  for (const one of actions) {
    entries.push({ label: one.title, act: async () => {
      const answer = await act("shortcut", { id: one.id, channel: message.channel, ts: message.ts });
      if (!answer.ok) tell(translated(answer.error));
    } });
  }
  if (message.author === store.me) {
    entries.push("-", { label: "Redigér", act: startEdit });
    entries.push({ label: "Slet", act: () => act(`${path(message)}/delete`) });
  }
  return entries;
}

function editor(message, done) {
  const box = el("textarea", { "aria-label": "Redigér besked", rows: 3 });
  box.value = message.text.replace(/<at>([^<]*)<\/at>/g, "@$1");
  box.style.width = "100%";
  const save = async () => { await act(`${path(message)}/edit`, { text: box.value }); done(); };
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); save(); }
    if (event.key === "Escape") { event.stopPropagation(); done(); }
  });
  return [el("div", { class: "body" }, box, el("div", { class: "actions" },
    el("button", { type: "button", onclick: done }, "Fortryd"),
    el("button", { type: "button", class: "primary", onclick: save }, "Gem"))), box];
}

function content(message) {
  const press = (action) => act("press", { channel: message.channel, ts: message.ts, action, inputs: {} });
  const cards = message.attachments.map((one) => drawCard(one.content, press));
  const words = message.text ? [message.bot ? el("div", {}, marked(message.text)) : written(message)] : [];
  return [...words, ...cards];
}

function handles(message, actions, answer, startEdit) {
  if (message.ephemeral) {
    return el("div", { class: "handles" }, el("button", { type: "button", onclick: () => act(`${path(message)}/delete`) }, "Fjern"));
  }
  const more = el("button", { type: "button", "aria-label": `Flere handlinger for beskeden fra ${message.author_name}`, "aria-haspopup": "menu", title: "Flere handlinger",
    onclick: () => openMenu(more, menu(message, actions, startEdit)) }, "⋯");
  return el("div", { class: "handles" }, answer && el("button", { type: "button", onclick: answer }, "Svar"), more);
}

// `answer`: begins to answer in the thread, where there is one.
export function drawEntry(message, { actions, answer, tag = "div" }) {
  const when = instant(message.ts);
  const body = el("div", { class: "body" }, content(message));
  const startEdit = () => {
    const [form, box] = editor(message, () => form.replaceWith(body));
    body.replaceWith(form);
    box.focus();
  };
  const likes = Object.entries(message.reactions);
  return el(tag, { class: message.ephemeral ? "entry only-you" : "entry", dataset: { testid: "message", ts: message.ts }, "aria-label": `${message.author_name}, ${TIME.format(when)}` },
    el("span", { class: message.bot ? "avatar bot" : "avatar", "aria-hidden": "true", style: `background:${message.bot ? "#0b5f5a" : shadeOf(message.author)}` }, message.bot ? "✦" : initialsOf(message.author_name)),
    el("div", {},
      el("p", { class: "meta" }, el("span", { class: "author" }, message.author_name), message.bot && el("span", { class: "app" }, "App"),
        el("time", { class: "quiet", dateTime: when.toISOString(), title: FULL.format(when) }, TIME.format(when)),
        message.edited && el("span", { class: "quiet" }, "Redigeret")),
      message.ephemeral && el("p", { class: "secret" }, "Kun du kan se dette"),
      body,
      likes.length > 0 && el("div", { class: "reactions" }, likes.map(([name, users]) =>
        el("span", { title: users.map(nameOf).join(", ") }, `${LIKES[name] ?? name} ${users.length}`)))),
    handles(message, actions, answer, startEdit));
}
