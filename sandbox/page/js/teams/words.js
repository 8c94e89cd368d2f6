// Teams' own words, in the reader's language; and the text of messages, as nodes.
import { el } from "../shell/dom.js";
import { say } from "../shell/words.js";
import { store } from "../shell/store.js";

const DANISH = {
  "Something went wrong. Please try again.": "Noget gik galt. Prøv igen.",
  "Unable to reach app. Please try again.": "Appen svarer ikke. Prøv igen.",
  apps_not_supported_with_external_people: "Man kan ikke skrive til en app i en anden organisation.",
};
export const translated = (words) => say(DANISH[words] ?? words, words);

const mention = (name) => el("span", { class: name === store.people.get(store.me)?.real_name ? "mention me" : "mention" }, name);

// What people write is shown as it stands; only <at>names</at> that are mentions are names.
export function written(message) {
  const names = new Set(message.entities.map((one) => one.text));
  const parts = message.text.split(/(<at>[^<]*<\/at>)/);
  return el("div", { class: "words" }, parts.map((part) => names.has(part) ? mention(part.slice(4, -5)) : part));
}

const MARKS = [
  [/^\\([\\`*_{}[\]()#+\-.!<>~|&:/=])/, (found) => [found[1]]],
  [/^<at>([^<]*)<\/at>/, (found) => [mention(found[1])]],
  [/^\[([^\]]*)\]\(([^)\s]+)\)/, (found) => [link(found[2], found[1])]],
  [/^(\*\*|__)(?=\S)([\s\S]+?\S?)\1/, (found) => [el("strong", {}, inline(found[2]))]],
  [/^([*_])(?=\S)([^*_\n]+?)\1(?![\p{L}\p{N}])/u, (found) => [el("em", {}, inline(found[2]))]],
];

function link(url, words) {
  const label = words.replace(/\\(.)/g, "$1");
  if (!/^(https?:|mailto:)/.test(url)) return label;
  return el("a", { href: url, target: "_blank", rel: "noreferrer" }, label);
}

function inline(text) {
  const nodes = [];
  let rest = text, words = "";
  const flush = () => { if (words) nodes.push(words); words = ""; };
  while (rest) {
    const [found, make] = MARKS.map(([pattern, made]) => [rest.match(pattern), made]).find(([hit]) => hit) ?? [];
    if (found) { flush(); nodes.push(...make(found)); rest = rest.slice(found[0].length); }
    else { words += rest[0]; rest = rest.slice(1); }
  }
  flush();
  return nodes;
}

// The markup that Teams reads in a bot's text and in a card's TextBlock: lines, bullets, bold, italics, links, names.
export function marked(text) {
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim());
  const items = [];
  let list = null;
  for (const line of lines) {
    const bullet = line.match(/^\s*[-*] (.*)/);
    if (bullet) {
      if (!list) items.push(list = el("ul"));
      list.append(el("li", {}, inline(bullet[1])));
    } else { list = null; items.push(el("p", {}, inline(line))); }
  }
  return items;
}
