// A channel's posts, each with its replies beneath and a place to answer; in a chat the same without replies.
import { arrange, el } from "../shell/dom.js";
import { store } from "../shell/store.js";
import { drawEntry, instant } from "./entries.js";

const DAY = new Intl.DateTimeFormat("da-DK", { weekday: "long", day: "numeric", month: "long" });
const FOLDED = 3;
const isRoom = (channel) => channel.kind === "public" || channel.kind === "private";

export function makeFeed({ actions, answerBox }) {
  const list = el("ol", { class: "feed", "aria-label": "Opslag" });
  const kept = new Map();
  const unfolded = new Set();
  let answering = "";
  let again = () => {};

  // An entry whose message did not change keeps its node, and with it focus and what was half chosen.
  function entry(message, options) {
    const key = JSON.stringify({ ...message, replies: null, reply_count: 0, latest_reply: "" });
    const old = kept.get(message.ts);
    if (old?.key === key) return old.node;
    const node = drawEntry(message, options);
    kept.set(message.ts, { key, node });
    return node;
  }

  // One element for each name, as long as what it belongs to is shown.
  function keep(name, make) {
    if (!kept.has(name)) kept.set(name, { node: make() });
    return kept.get(name).node;
  }

  function replies(message) {
    const found = message.replies;
    if (!found.length) return null;
    const hidden = unfolded.has(message.ts) ? 0 : Math.max(0, found.length - FOLDED);
    const more = hidden > 0 && el("li", {}, el("button", { type: "button", class: "link foot", onclick: () => { unfolded.add(message.ts); again(); } }, `Vis ${hidden} svar mere`));
    const list = keep(`answers ${message.ts}`, () => el("ol", { class: "answers" }));
    list.setAttribute("aria-label", `${found.length} svar`);
    arrange(list, [...(more ? [more] : []), ...found.slice(hidden).map((one) => entry(one, { actions, tag: "li" }))]);
    return list;
  }

  function foot(message, channel) {
    if (!isRoom(channel) || channel.archived || message.ephemeral) return null;
    const old = kept.get(`foot ${message.ts}`);
    if (answering === message.ts) {
      if (old?.open) return old.node;
      const node = el("div", { class: "foot" }, answerBox(message, channel, () => {}));
      kept.set(`foot ${message.ts}`, { open: true, node });
      return node;
    }
    if (old && !old.open) return old.node;
    const node = el("div", { class: "foot" }, el("button", { type: "button", class: "link", onclick: () => open(message) }, "Svar"));
    kept.set(`foot ${message.ts}`, { open: false, node });
    return node;
  }

  function open(message) {
    answering = message.ts;
    again();
    list.querySelector(`[data-post="${message.ts}"] .foot textarea`)?.focus();
  }

  function post(message, channel) {
    const answer = isRoom(channel) && !message.ephemeral ? () => open(message) : null;
    const item = keep(`post ${message.ts}`, () => el("li", { class: "post", dataset: { testid: "post", post: message.ts } }));
    arrange(item, [entry(message, { actions, answer }), replies(message), foot(message, channel)].filter(Boolean));
    return item;
  }

  function show(posts, channel, lastRead) {
    again = () => show(posts, channel, lastRead);
    const first = posts.find((one) => one.ts > lastRead && one.author !== store.me);
    const nodes = posts.flatMap((one, index) => {
      const day = DAY.format(instant(one.ts));
      const before = posts[index - 1];
      const lines = !before || DAY.format(instant(before.ts)) !== day ? [el("li", { class: "day" }, day)] : [];
      if (before && one === first) lines.push(el("li", { class: "day fresh" }, "Nyt"));
      return [...lines, post(one, channel)];
    });
    const alive = new Set(posts.flatMap(({ ts, replies: under }) => [ts, `post ${ts}`, `answers ${ts}`, `foot ${ts}`, ...under.map((reply) => reply.ts)]));
    for (const name of kept.keys()) if (!alive.has(name)) kept.delete(name);
    arrange(list, nodes);
  }

  return { node: list, show };
}
