// Slack's face: the middle and right panes, modals and Home.
import { act, mine } from "../shell/api.js";
import { arrange, byId, el } from "../shell/dom.js";
import { guide } from "../shell/guide.js";
import { nameOf, store } from "../shell/store.js";
import { tell } from "../shell/status.js";
import { calmly } from "../shell/stream.js";
import { members } from "../shell/words.js";
import { drawBlocks, makeContext } from "./blocks.js";
import { makeComposer } from "./composer.js";
import { instant, makeList } from "./message.js";
import { makeModals } from "./modal.js";

const isRoom = (channel) => channel.kind === "public" || channel.kind === "private";
const DAY = new Intl.DateTimeFormat("da-DK", { weekday: "long", day: "numeric", month: "long" });

export function makeFace({ go, pane, refreshSidebar }) {
  const modals = makeModals();
  const refreshModals = calmly(() => modals.refresh(), 10);
  let shortcuts = { message: [], global: [] };
  let list = null, scroll = null, lastRead = "", threadList = null, shownChannel = null, homeHash = "";

  const back = (to, words) => el("button", { type: "button", class: "back", onclick: () => { if (to === "conversation") closeDetail(); pane(to); } }, words);
  const bar = (title, level, ...more) => el("header", { class: "bar" }, more[0], el("div", { class: "words" }, el(level, {}, title), more[1]), ...more.slice(2));

  async function become() {
    const found = await mine("shortcuts");
    shortcuts = { message: found.message, global: found.global };
    closeDetail();
    await modals.reset();
  }

  async function show() {
    closeDetail();
    list = null;
    const { kind } = store.place;
    if (kind === "home") return showHome(true);
    if (kind === "app") {
      const opened = await act("home", { tab: "messages" });
      store.place = { kind: "app", id: "app", channel: opened.channel };
    }
    if (kind === "none") return byId("main").replaceChildren(el("p", { class: "empty" }, "Du er ikke med i nogen kanal endnu."));
    return showChannel();
  }

  const channelId = () => store.place.channel ?? store.place.id;

  async function showChannel() {
    const found = await mine(`channels/${channelId()}`);
    if (!found.ok) return gone();
    lastRead = found.last_read;
    list = makeList();
    scroll = el("div", { class: "scroll", tabindex: "-1" }, list.node);
    shownChannel = "";
    draw(found);
    scroll.scrollTop = scroll.scrollHeight;
    if (store.target) {
      const wanted = list.node.querySelector(`[data-ts="${store.target}"]`);
      wanted?.classList.add("target");
      wanted?.scrollIntoView({ block: "center" });
      store.target = null;
    }
    return undefined;
  }

  function gone() {
    list = null;
    closeDetail();
    byId("main").replaceChildren(bar("Lukket for dig", "h1", back("sidebar", "‹ Tilbage")), el("p", { class: "empty" }, "Du er ikke med i denne kanal."));
  }

  function draw(found) {
    const { channel } = found;
    const key = JSON.stringify({ ...channel, unread: 0, pins: found.pins.length });
    const { scrollTop } = scroll;
    const atEnd = scroll.scrollHeight - scrollTop - scroll.clientHeight < 80;
    if (key !== shownChannel) drawFrame(channel, found.pins);
    shownChannel = key;
    // A new frame has lost its place.
    scroll.scrollTop = scrollTop;
    const first = found.messages.find((one) => one.ts > lastRead && one.author !== store.me && !one.notice);
    list.show(found.messages, { shortcuts: shortcuts.message, openThread }, (message, previous) => {
      const day = DAY.format(instant(message.ts));
      const lines = !previous || DAY.format(instant(previous.ts)) !== day ? [el("li", { class: "day" }, day)] : [];
      if (previous && message === first) lines.push(el("li", { class: "day fresh" }, "Nye beskeder"));
      return lines;
    });
    if (!found.messages.length) list.node.append(el("li", { class: "empty" }, "Her er ingen beskeder endnu.", isRoom(channel) && guide()));
    if (atEnd) scroll.scrollTop = scroll.scrollHeight;
    if (channel.unread > 0 && document.visibilityState === "visible") act(`channels/${channel.id}/read`).then(refreshSidebar);
  }

  function drawFrame(channel, pins) {
    const room = isRoom(channel);
    const name = room ? `#${channel.name}` : channel.name;
    const tools = [];
    if (pins.length) tools.push(el("button", { type: "button", onclick: () => openPins(channel.id) }, `${pins.length} ${pins.length === 1 ? "fastgjort" : "fastgjorte"}`));
    if (room) tools.push(el("button", { type: "button", onclick: () => openMembers(channel.id) }, members(channel.members.length)));
    const typed = scroll.nextElementSibling?.querySelector("textarea");
    const had = typed && { words: typed.value, focused: document.activeElement === typed };
    let foot;
    if (channel.read_only) foot = el("p", { class: "empty" }, "Man kan ikke skrive til denne app.");
    else if (channel.archived) foot = el("p", { class: "empty" }, "Kanalen er arkiveret.");
    else if (!channel.member) {
      foot = el("p", { class: "empty" }, el("button", { type: "button", class: "primary", onclick: () => act(`channels/${channel.id}/join`) }, "Deltag i kanalen"));
    } else foot = makeComposer({ channel: channel.id, name, globals: shortcuts.global, sent: () => { scroll.scrollTop = scroll.scrollHeight; } });
    const about = [channel.topic, channel.shared && "delt med en anden organisation"].filter(Boolean).join(" · ");
    arrange(byId("main"), [bar(name, "h1", back("sidebar", "‹ Tilbage"), about ? el("p", { class: "quiet" }, about) : null, ...tools), scroll, foot]);
    const box = foot.querySelector("textarea");
    if (box && had) { box.value = had.words; if (had.focused) box.focus(); }
  }

  async function refresh() {
    if (store.place.kind === "home") return showHome(false);
    if (list) {
      const asked = channelId();
      const found = await mine(`channels/${asked}`);
      // Meanwhile one may have gone elsewhere.
      if (!list || asked !== channelId()) return undefined;
      if (!found.ok) return gone();
      draw(found);
    }
    return refreshDetail();
  }

  async function showHome(opening) {
    const found = opening ? await act("home", { tab: "home" }) : await mine("home");
    const view = found.view;
    if (store.place.kind !== "home") return;
    if (!opening && view?.hash === homeHash) return;
    homeHash = view?.hash ?? "";
    const context = makeContext((block, element, value, values) => act("click", {
      view_id: view.id, block_id: block.block_id, action_id: element.action_id, value, values,
    }));
    const inside = view ? el("div", { class: "home" }, drawBlocks(view.blocks, context)) : el("p", { class: "empty" }, "Appen har ikke vist noget her endnu.");
    byId("main").replaceChildren(bar(nameOf(store.bot), "h1", back("sidebar", "‹ Tilbage"), el("p", { class: "quiet" }, "Hjem")), el("div", { class: "scroll", tabindex: "-1", dataset: { testid: "home" } }, inside));
  }

  function closeDetail() {
    store.detail = null;
    threadList = null;
    byId("detail").hidden = true;
  }

  function openDetail(title, ...inside) {
    const close = el("button", { type: "button", class: "plain", "aria-label": "Luk panelet", onclick: () => { closeDetail(); pane("conversation"); } }, "✕");
    byId("detail").replaceChildren(bar(title, "h2", back("conversation", "‹ Tilbage"), null, close), ...inside);
    const wasAtEnd = scroll && scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
    byId("detail").hidden = false;
    if (wasAtEnd) scroll.scrollTop = scroll.scrollHeight;
    pane("detail");
  }

  async function openThread(message) {
    const root = message.thread_ts && message.thread_ts !== message.ts ? message.thread_ts : message.ts;
    const detail = store.detail = { kind: "thread", channel: message.channel, ts: root };
    threadList = makeList();
    const name = "tråden";
    openDetail("Tråd", el("div", { class: "scroll" }, threadList.node), makeComposer({ channel: message.channel, name, thread: root }));
    await refreshDetail();
    if (store.detail !== detail) return;
    threadList.node.parentElement.scrollTop = threadList.node.parentElement.scrollHeight;
    byId("detail").querySelector("textarea")?.focus();
  }

  async function openPins(channel) {
    store.detail = { kind: "pins", channel };
    threadList = makeList();
    openDetail("Fastgjorte beskeder", el("div", { class: "scroll" }, threadList.node));
    await refreshDetail();
  }

  async function openMembers(channel) {
    store.detail = { kind: "members", channel };
    await refreshDetail();
  }

  async function refreshDetail() {
    const { detail } = store;
    if (!detail) return;
    const place = `channels/${detail.channel}`;
    const found = await mine(detail.kind === "thread" ? `${place}/threads/${detail.ts}` : place);
    if (store.detail !== detail) return; // closed meanwhile, or another one is open
    if (detail.kind === "thread") {
      if (!found.ok) return void closeDetail();
      const inside = threadList?.node.parentElement;
      const atEnd = inside && inside.scrollHeight - inside.scrollTop - inside.clientHeight < 80;
      threadList?.show(found.messages, { shortcuts: shortcuts.message, openThread, inThread: true });
      if (atEnd) inside.scrollTop = inside.scrollHeight;
    } else if (detail.kind === "pins") threadList?.show(found.pins, { shortcuts: shortcuts.message, openThread });
    else drawMembers(found.channel);
  }

  function drawMembers(channel) {
    const absent = [...store.people.values()].filter((one) => !channel.members.includes(one.id) && !one.is_stranger);
    const who = el("select", { "aria-label": "Person at invitere" }, absent.map((one) => el("option", { value: one.id }, one.real_name)));
    const invite = channel.member && absent.length && el("div", { class: "invite" }, who,
      el("button", { type: "button", onclick: () => act(`channels/${channel.id}/invite`, { users: [who.value] }) }, "Inviter"),
      el("button", { type: "button", onclick: async () => {
        const left = await act(`channels/${channel.id}/leave`);
        if (!left.ok) tell("Denne kanal kan ikke forlades.");
        else go({ kind: "channel", id: channel.id });
      } }, "Forlad kanalen"));
    openDetail("Medlemmer", el("div", { class: "scroll" }, invite,
      el("ul", { class: "list" }, channel.members.map((id) => el("li", {}, el("strong", {}, nameOf(id)), el("div", { class: "quiet" }, store.people.get(id)?.title ?? ""))))));
  }

  // Whether what happened may change what is shown here.
  function heard(sight) {
    if (sight.kind === "modal") refreshModals();
    if (sight.kind === "home") return store.place.kind === "home";
    if (sight.kind === "all") refreshModals();
    return sight.kind === "all" || sight.kind === "channels" || sight.channel === channelId() || sight.channel === store.detail?.channel;
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
