// One message, and what can be done with it.
import { act } from "../shell/api.js";
import { arrange, el, openMenu } from "../shell/dom.js";
import { initialsOf, nameOf, shadeOf, store } from "../shell/store.js";
import { tell } from "../shell/status.js";
import { drawBlocks, makeContext } from "./blocks.js";
import { emoji } from "./emoji.js";
import { marked } from "./mrkdwn.js";

const TIME = new Intl.DateTimeFormat("da-DK", { hour: "2-digit", minute: "2-digit" });
const FULL = new Intl.DateTimeFormat("da-DK", { dateStyle: "long", timeStyle: "short" });
export const instant = (ts) => new Date(Number(ts) * 1000);

const NOTICES = { channel_join: "er kommet med i kanalen" };

const path = (message) => `channels/${message.channel}/messages/${message.ts}`;

function menu(message, shortcuts, openThread, startEdit) {
  const own = message.author === store.me;
  const entries = [{ label: "Svar i tråd", act: () => openThread(message) }];
  entries.push({ label: "Reagér med tommel op", act: () => act(`${path(message)}/react`, { name: "+1" }) });
  entries.push({ label: "Kopiér link", act: () => {
    navigator.clipboard?.writeText(`${location.origin}/archives/${message.channel}/p${message.ts.replace(".", "")}`);
    tell("Linket er kopieret.");
  } });
  if (shortcuts.length) entries.push("-");
  for (const one of shortcuts) {
    entries.push({ label: one.name, act: () => act("shortcut", { callback_id: one.callback_id, channel: message.channel, ts: message.ts }) });
  }
  if (own) {
    entries.push("-", { label: "Redigér", act: startEdit });
    entries.push({ label: "Slet", act: () => act(`${path(message)}/delete`) });
  }
  return entries;
}

function editor(message, done) {
  const box = el("textarea", { "aria-label": "Redigér besked", rows: 3 });
  box.value = message.text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
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
  if (message.notice) return [el("span", { class: "words" }, NOTICES[message.notice] ?? message.text)];
  const context = makeContext((block, element, value, values) => act("click", {
    channel: message.channel, ts: message.ts, block_id: block.block_id, action_id: element.action_id, value, values,
  }));
  const drawn = message.blocks.length ? drawBlocks(message.blocks, context) : message.text ? [marked(message.text)] : [];
  const files = message.files.map((one) => el("a", { href: `/files/${one.id}` }, `Fil: ${one.title}`));
  return [...drawn, ...files];
}

function tools(message, shortcuts, openThread, inThread, startEdit) {
  const bar = el("div", { class: "tools" });
  if (message.ephemeral) {
    bar.append(el("button", { type: "button", onclick: () => act(`${path(message)}/delete`) }, "Fjern"));
    return bar;
  }
  if (!inThread) bar.append(el("button", { type: "button", onclick: () => openThread(message) }, "Svar i tråd"));
  const more = el("button", { type: "button", "aria-label": `Flere handlinger for beskeden fra ${message.author_name}`, "aria-haspopup": "menu", title: "Flere handlinger",
    onclick: () => openMenu(more, menu(message, shortcuts, openThread, startEdit)) }, "⋯");
  bar.append(more);
  return bar;
}

export function drawMessage(message, { shortcuts, openThread, inThread = false }) {
  const kinds = ["pinned", "ephemeral", "notice"].filter((kind) => message[kind]).join(" ");
  const when = instant(message.ts);
  const body = el("div", { class: "body" }, content(message));
  const startEdit = () => {
    const [form, box] = editor(message, () => { form.replaceWith(body); });
    body.replaceWith(form);
    box.focus();
  };
  const count = message.reply_count;
  return el("li", { class: `message ${kinds}`, dataset: { testid: "message", ts: message.ts }, "aria-label": `${message.author_name}, ${TIME.format(when)}` },
    el("span", { class: "avatar", "aria-hidden": "true", style: `background:${message.bot ? "#0b5f5a" : shadeOf(message.author)}` }, message.bot ? "✦" : initialsOf(message.author_name)),
    el("div", {},
      message.ephemeral && el("p", { class: "hint-line" }, "Kun synlig for dig"),
      message.pinned && el("p", { class: "hint-line" }, "Fastgjort i kanalen"),
      message.broadcast && el("p", { class: "hint-line" }, "Svarede i en tråd"),
      el("p", { class: "meta" }, el("span", { class: "author" }, message.author_name), message.bot && el("span", { class: "app" }, "APP"),
        el("time", { class: "quiet", dateTime: when.toISOString(), title: FULL.format(when) }, TIME.format(when)),
        message.edited && el("span", { class: "quiet" }, "(redigeret)")),
      body,
      Object.keys(message.reactions).length > 0 && el("div", { class: "reactions" }, Object.entries(message.reactions).map(([name, users]) =>
        el("span", { title: users.map(nameOf).join(", ") }, `${emoji(name)} ${users.length}`))),
      !inThread && count > 0 && el("button", { type: "button", class: "link replies", onclick: () => openThread(message) }, count === 1 ? "1 svar" : `${count} svar`)),
    !message.notice && tools(message, shortcuts, openThread, inThread, startEdit));
}

// Keeps list items whose message did not change, so that focus and half-made choices survive.
export function makeList() {
  const list = el("ol", { class: "messages", "aria-label": "Beskeder" });
  let kept = new Map();
  return {
    node: list,
    show(messages, options, before = () => []) {
      const next = new Map();
      const nodes = [];
      messages.forEach((message, index) => {
        nodes.push(...before(message, messages[index - 1]));
        const key = JSON.stringify(message);
        const old = kept.get(message.ts);
        const node = old?.key === key ? old.node : drawMessage(message, options);
        next.set(message.ts, { key, node });
        nodes.push(node);
      });
      kept = next;
      arrange(list, nodes);
    },
  };
}
