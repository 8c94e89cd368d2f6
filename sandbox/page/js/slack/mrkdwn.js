// Slack's marked text and rich text, as nodes.
import { el } from "../shell/dom.js";
import { nameOf, store } from "../shell/store.js";
import { emoji } from "./emoji.js";

const entities = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

function mention(words, mine = false) {
  return el("span", { class: mine ? "mention me" : "mention" }, words);
}

export function link(url, words) {
  if (!/^(https?:|mailto:)/.test(url)) return document.createTextNode(words);
  const inside = url.startsWith(location.origin);
  return el("a", { href: url, target: inside ? undefined : "_blank", rel: "noreferrer" }, words);
}

function date(target, fallback) {
  const [, seconds, format] = target.split("^");
  const when = new Date(Number(seconds) * 1000);
  if (!format || Number.isNaN(when.getTime())) return fallback;
  const day = (options) => new Intl.DateTimeFormat("da-DK", options).format(when);
  const known = {
    date_num: { year: "numeric", month: "2-digit", day: "2-digit" }, date: { dateStyle: "long" },
    date_short: { day: "numeric", month: "short", year: "numeric" }, date_long: { dateStyle: "full" },
    date_pretty: { dateStyle: "long" }, date_short_pretty: { day: "numeric", month: "short", year: "numeric" },
    date_long_pretty: { dateStyle: "full" }, time: { timeStyle: "short" }, time_secs: { timeStyle: "medium" },
  };
  return format.replace(/\{(\w+)\}/g, (whole, name) => known[name] ? day(known[name]) : whole);
}

function reference(inner) {
  const bar = inner.indexOf("|");
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? "" : entities(inner.slice(bar + 1));
  if (target.startsWith("@")) return mention(`@${nameOf(target.slice(1))}`, target.slice(1) === store.me);
  if (target.startsWith("#")) return mention(`#${label || store.channels[target.slice(1)] || target.slice(1)}`);
  if (target.startsWith("!date")) return date(target, label);
  if (target.startsWith("!")) return mention(label || `@${target.slice(1)}`);
  return link(entities(target), label || entities(target));
}

const MARKS = [
  [/^```([\s\S]+?)```/, (inner) => el("pre", {}, entities(inner))],
  [/^`([^`\n]+)`/, (inner) => el("code", {}, entities(inner))],
  [/^<([^<>\n]+)>/, reference],
  [/^\*([^*\n]+)\*(?![\p{L}\p{N}])/u, (inner) => el("strong", {}, inline(inner))],
  [/^_([^_\n]+)_(?![\p{L}\p{N}])/u, (inner) => el("em", {}, inline(inner))],
  [/^~([^~\n]+)~(?![\p{L}\p{N}])/u, (inner) => el("s", {}, inline(inner))],
  [/^:([a-z0-9_+-]+):/, (inner) => emoji(inner)],
];

function inline(text) {
  const nodes = [];
  let rest = text, words = "";
  const flush = () => { if (words) nodes.push(entities(words)); words = ""; };
  while (rest) {
    const before = words.at(-1) ?? " ";
    const hit = MARKS.map(([pattern, make], rank) => [rest.match(pattern), make, rank])
      .find(([found, , rank]) => found && (rank < 3 || !/[\p{L}\p{N}]/u.test(before)));
    if (hit) {
      flush();
      nodes.push(hit[1](hit[0][1]));
      rest = rest.slice(hit[0][0].length);
    } else {
      words += rest[0];
      rest = rest.slice(1);
    }
  }
  flush();
  return nodes;
}

export function marked(text) {
  const parts = [];
  let quote = [];
  const close = () => { if (quote.length) parts.push(el("blockquote", {}, inline(quote.join("\n")))); quote = []; };
  let plain = [];
  const flush = () => { if (plain.length) parts.push(el("span", { class: "lines" }, inline(plain.join("\n")))); plain = []; };
  for (const line of text.split("\n")) {
    const cited = line.match(/^(?:&gt;|>) ?(.*)/);
    if (cited) { flush(); quote.push(cited[1]); } else { close(); plain.push(line); }
  }
  flush(); close();
  return el("div", { class: "words" }, parts);
}

export function textObject(node) {
  if (!node) return "";
  if (node.type === "mrkdwn") return marked(node.text);
  return el("span", { class: "words" }, node.text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emoji(name)));
}

const INLINE = {
  text: (node) => node.text,
  link: (node) => link(node.url, node.text || node.url),
  user: (node) => mention(`@${nameOf(node.user_id)}`, node.user_id === store.me),
  channel: (node) => mention(`#${store.channels[node.channel_id] ?? node.channel_id}`),
  broadcast: (node) => mention(`@${node.range}`),
  emoji: (node) => emoji(node.name),
  date: (node) => date(`!date^${node.timestamp}^${node.format}`, node.fallback ?? ""),
  usergroup: (node) => mention(`@${node.usergroup_id}`),
};

function styled(node) {
  let made = (INLINE[node.type] ?? (() => node.text ?? ""))(node);
  const style = node.style ?? {};
  if (style.code) made = el("code", {}, made);
  if (style.bold) made = el("strong", {}, made);
  if (style.italic) made = el("em", {}, made);
  if (style.strike) made = el("s", {}, made);
  return made;
}

export function richText(block) {
  return el("div", { class: "rich" }, block.elements.map((part) => {
    if (part.type === "rich_text_list") {
      return el(part.style === "ordered" ? "ol" : "ul", { style: `margin-left:${(part.indent ?? 0) * 20}px`, start: part.offset ? part.offset + 1 : undefined },
        part.elements.map((item) => el("li", { class: "words" }, item.elements.map(styled))));
    }
    const tag = { rich_text_quote: "blockquote", rich_text_preformatted: "pre" }[part.type] ?? "div";
    return el(tag, { class: "words" }, part.elements.map(styled));
  }));
}

// The markdown block, plainly: headings, lists, bold, italics, code and links.
export function markdown(text) {
  const bold = (line) => line.replace(/\*\*([^*]+)\*\*/g, "*$1*").replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, "<$2|$1>");
  return el("div", {}, text.split("\n").map((line) => {
    const head = line.match(/^#{1,6} (.*)/);
    if (head) return el("h3", {}, head[1]);
    return marked(bold(line.replace(/^\s*[-*] /, "• ")));
  }));
}
