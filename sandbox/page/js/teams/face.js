// Teams' face: a channel's posts with replies beneath, the chats, dialogs.
import { act, mine } from "../shell/api.js";
import { arrange, byId, el } from "../shell/dom.js";
import { guide } from "../shell/guide.js";
import { nameOf, store } from "../shell/store.js";
import { tell } from "../shell/status.js";
import { calmly } from "../shell/stream.js";
import { members } from "../shell/words.js";
import { makeComposer } from "./composer.js";
import { makeDialogs } from "./dialogs.js";
import { makeFeed } from "./feed.js";
import { translated } from "./words.js";

const isRoom = (channel) => channel.kind === "public" || channel.kind === "private";
const KINDS = { standard: "Alle i teamet", private: "Privat kanal", shared: "Delt med en anden organisation" };
const kindOf = (channel) => channel.shared ? "shared" : channel.kind === "private" ? "private" : "standard";

export function makeFace({ go, pane, refreshSidebar }) {
  const dialogs = makeDialogs();
  const refreshDialogs = calmly(() => dialogs.refresh(), 10);
  let offers = { commands: [], actions: [] };
  let feed = null, scroll = null, shownFrame = "", lastRead = "", sticks = true, wasAt = 0;
  // Cards are drawn a moment later and make what is above them longer: who was at the end stays there.
  const growth = new ResizeObserver(() => { if (sticks) toEnd(); });

  const back = () => el("button", { type: "button", class: "back", onclick: () => pane("sidebar") }, "‹ Tilbage");
  const bar = (title, about, ...tools) => el("header", { class: "bar" }, back(), el("div", { class: "words" }, el("h1", {}, title), about && el("p", { class: "quiet" }, about)), ...tools);

  async function become() {
    offers = await mine("offers");
    closeDetail();
    await dialogs.reset();
  }

  async function show() {
    closeDetail();
    feed = null;
    if (store.place.kind === "app") {
      const opened = await act("direct", { users: [store.bot] });
      if (!opened.ok) return gone(translated(opened.error));
      store.place = { kind: "app", id: "app", channel: opened.channel.id };
    }
    if (store.place.kind === "none") return gone("Du er ikke med i nogen kanal endnu.");
    const found = await read();
    if (!found.ok) return gone("Du er ikke med i denne kanal.");
    lastRead = found.last_read;
    shownFrame = "";
    feed = makeFeed({ actions: offers.actions, answerBox });
    scroll = el("div", { class: "scroll", tabindex: "-1", onscroll: scrolled }, feed.node);
    wasAt = 0;
    growth.disconnect();
    growth.observe(feed.node);
    draw(found);
    toEnd();
    return undefined;
  }

  const channelId = () => store.place.channel ?? store.place.id;
  const read = () => mine(`channels/${encodeURIComponent(channelId())}/posts`);
  const isAtEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
  // Only who goes up leaves the end: a card that grows beneath it puts the end farther away by itself.
  function scrolled() {
    if (isAtEnd()) sticks = true;
    else if (scroll.scrollTop < wasAt) sticks = false;
    wasAt = scroll.scrollTop;
  }
  const toEnd = () => { scroll.scrollTop = scroll.scrollHeight; sticks = true; };

  function gone(words) {
    feed = null;
    byId("main").replaceChildren(bar("Teams", null), el("p", { class: "empty" }, words));
  }

  function answerBox(message, channel, done) {
    return makeComposer({ channel: channel.id, name: "tråden", members: channel.members, commands: offers.commands, thread: message.ts, sent: done });
  }

  function draw(found) {
    const { channel } = found;
    const key = JSON.stringify({ ...channel, unread: 0 });
    const { scrollTop } = scroll;
    if (key !== shownFrame) drawFrame(channel);
    shownFrame = key;
    scroll.scrollTop = scrollTop;
    feed.show(found.posts, channel, lastRead);
    if (!found.posts.length) feed.node.append(el("li", { class: "empty" }, "Her er ingen opslag endnu.", isRoom(channel) && guide()));
    if (sticks) toEnd();
    if (channel.unread > 0 && document.visibilityState === "visible") act(`channels/${encodeURIComponent(channel.id)}/read`).then(refreshSidebar);
  }

  function drawFrame(channel) {
    const room = isRoom(channel);
    const tools = room ? [el("button", { type: "button", onclick: () => openMembers() }, members(channel.members.filter((one) => one !== store.bot).length))] : [];
    const typed = scroll.nextElementSibling?.querySelector("textarea");
    const had = typed && { words: typed.value, focused: document.activeElement === typed };
    const foot = channel.archived ? el("p", { class: "empty" }, "Teamet er arkiveret.")
      : makeComposer({ channel: channel.id, name: channel.name, members: channel.members, commands: offered(channel), personal: channel.with_app, sent: toEnd });
    const about = room ? KINDS[kindOf(channel)] : null; // what a channel is described with, Teams shows elsewhere
    arrange(byId("main"), [bar(channel.name, about, ...tools), scroll, foot]);
    scroll.classList.toggle("chat", !room);
    const box = foot.querySelector("textarea");
    if (box && had) { box.value = had.words; if (had.focused) box.focus(); }
  }

  // Where the app is not, it has no commands.
  const offered = (channel) => channel.members.includes(store.bot) ? offers.commands : [];

  async function refresh() {
    if (!feed) return;
    const asked = channelId();
    const found = await read();
    // Meanwhile one may have gone elsewhere.
    if (!feed || asked !== channelId()) return;
    if (!found.ok) { gone("Du er ikke med i denne kanal."); return; }
    draw(found);
    if (store.detail) drawMembers(found.channel);
  }

  function closeDetail() {
    store.detail = null;
    byId("detail").hidden = true;
  }

  async function openMembers() {
    const detail = store.detail = { kind: "members", channel: channelId() };
    const found = await read();
    if (store.detail !== detail) return; // closed meanwhile
    drawMembers(found.channel);
    pane("detail");
  }

  function drawMembers(channel) {
    const absent = [...store.people.values()].filter((one) => !channel.members.includes(one.id) && !one.is_stranger && !one.deleted);
    const who = el("select", { "aria-label": "Person eller app at tilføje" }, absent.map((one) => el("option", { value: one.id }, one.real_name)));
    const on = (what, body) => act(`channels/${encodeURIComponent(channel.id)}/${what}`, body);
    const tools = el("div", { class: "invite" },
      absent.length > 0 && who, absent.length > 0 && el("button", { type: "button", onclick: () => on("invite", { users: [who.value] }) }, "Tilføj"),
      kindOf(channel) === "private" && el("button", { type: "button", onclick: async () => {
        const left = await on("leave");
        if (!left.ok) tell("Denne kanal kan ikke forlades.");
        else go({ kind: "channel", id: channel.id });
      } }, "Forlad kanalen"));
    const close = el("button", { type: "button", class: "plain", "aria-label": "Luk panelet", onclick: () => { closeDetail(); pane("conversation"); } }, "✕");
    const header = el("header", { class: "bar" }, el("button", { type: "button", class: "back", onclick: () => { closeDetail(); pane("conversation"); } }, "‹ Tilbage"), el("div", { class: "words" }, el("h2", {}, "Medlemmer")), close);
    const people = channel.members.map((id) => el("li", {}, el("strong", {}, nameOf(id)), el("div", { class: "quiet" }, id === store.bot ? "App" : store.people.get(id)?.title ?? "")));
    byId("detail").replaceChildren(header, el("div", { class: "scroll" }, tools, el("ul", { class: "list" }, people)));
    byId("detail").hidden = false;
  }

  // Whether what happened may change what is shown here.
  function heard(sight) {
    if (sight.kind === "modal" || sight.kind === "all") refreshDialogs();
    if (sight.kind === "told") tell(sight.text);
    return sight.kind === "all" || sight.kind === "channels" || sight.channel === channelId();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !store.detail || document.querySelector("dialog[open], .menu")) return;
    closeDetail();
    pane("conversation");
    byId("main").querySelector("textarea")?.focus();
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") refresh(); });

  return { become, show, refresh, heard };
}
