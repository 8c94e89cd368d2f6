// Starts the page: who one is, where one looks, and which face draws it.
import { get } from "./shell/api.js";
import { startClock } from "./shell/clock.js";
import { byId, el } from "./shell/dom.js";
import { startGuide } from "./shell/guide.js";
import { makeSidebar } from "./shell/sidebar.js";
import { store } from "./shell/store.js";
import { calmly, listen } from "./shell/stream.js";

let face = null;
const sidebar = makeSidebar(visit);
const refreshSidebar = calmly(() => sidebar.refresh());
const refreshPlace = calmly(() => face.refresh());

function pane(name) {
  document.body.dataset.pane = name;
}

async function go(place, { quietly = false } = {}) {
  store.place = place;
  store.detail = null;
  if (!quietly) pane("conversation");
  const address = new URL(location);
  address.pathname = "/";
  address.searchParams.set("som", store.me);
  address.hash = place.id ?? "";
  history.replaceState(null, "", address);
  await face.show();
  refreshSidebar();
}

// From the list at the side: what stands open already stays as it is, with what is being written in it.
async function visit(place) {
  if (store.place?.id === place.id && !store.detail) pane("conversation");
  else await go(place);
}

async function become(person) {
  store.me = person;
  byId("who").value = person;
  listen(person, heard);
  await face.become();
  const found = await get(`/sandbox/as/${person}/sidebar`);
  const wanted = decodeURIComponent(location.hash.slice(1));
  const every = [...found.channels, ...found.direct, ...found.joinable];
  if (wanted === "home" || wanted === "app") await go({ kind: wanted, id: wanted }, { quietly: true });
  else {
    const first = every.find((one) => one.id === wanted) ?? found.channels[0] ?? found.direct[0];
    await go(first ? { kind: "channel", id: first.id } : { kind: "none" }, { quietly: true });
  }
}

async function loadPeople() {
  const found = await get("/sandbox/people");
  store.team = found.team;
  store.bot = found.bot;
  store.channels = found.channels;
  store.face = found.face;
  store.people = new Map(found.people.map((one) => [one.id, one]));
  return found;
}

async function heard(sight) {
  if (sight.kind === "channels" || sight.kind === "all") await loadPeople();
  refreshSidebar();
  if (face.heard(sight)) refreshPlace();
}

async function start() {
  const found = await loadPeople();
  document.body.dataset.face = found.face;
  const { makeFace } = await import(`./${found.face}/face.js`);
  face = makeFace({ go, pane, refreshSidebar: () => refreshSidebar() });
  byId("team").textContent = found.team.name;
  document.title = `${found.team.name} · prøverum`;
  const people = found.people.filter((one) => !one.is_bot && !one.deleted);
  byId("who").append(...people.map((one) => el("option", { value: one.id }, `${one.real_name} – ${one.title}`)));
  byId("who").addEventListener("change", (event) => become(event.target.value));
  startGuide();
  if (found.clock) startClock();
  if (found.mails) Object.assign(byId("mails"), { href: found.mails, hidden: false });
  const link = location.pathname.match(/^\/archives\/([^/]+)\/p(\d+)(\d{6})$/);
  if (link) { location.hash = link[1]; store.target = `${link[2]}.${link[3]}`; }
  const wanted = new URL(location).searchParams.get("som");
  await become(people.some((one) => one.id === wanted) ? wanted : people[0].id);
  // An address typed or followed while the page is open.
  window.addEventListener("hashchange", () => become(store.me));
}

start();
