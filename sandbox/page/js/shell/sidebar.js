// The list of channels and conversations.
import { act, mine } from "./api.js";
import { byId, el } from "./dom.js";
import { store } from "./store.js";

export function makeSidebar(go) {
  let shown = "";
  // A press on an entry that is drawn anew before it ends would be no click: drawing waits for its end.
  let pressed = false, waiting = false;
  byId("sidebar").addEventListener("pointerdown", (event) => { pressed = Boolean(event.target.closest("button")); });
  for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, released);

  function released() {
    pressed = false;
    if (waiting) refresh();
    waiting = false;
  }

  function entry(one, sign, place) {
    const here = store.place.id === place.id && store.place.kind === place.kind;
    const fresh = one.unread > 0;
    return el("li", {}, el("button", {
      type: "button", class: fresh ? "unread" : "", "aria-current": here ? "page" : undefined,
      onclick: () => go(place), dataset: { place: place.id },
    },
    el("span", { class: sign ? "sign" : "sign lock", "aria-hidden": "true" }, sign), el("span", { class: "name" }, one.name),
    fresh && el("span", { class: "badge", "aria-label": `${one.unread} ulæste` }, String(one.unread))));
  }

  const group = (title, entries) => entries.length ? [el("h2", {}, title), el("ul", { "aria-label": title }, entries)] : [];
  const room = (one) => entry(one, one.kind === "private" && !one.shared ? "" : store.face === "teams" ? "›" : "#", { kind: "channel", id: one.id });

  async function refresh() {
    const found = await mine("sidebar");
    if (!found.ok) return;
    const key = JSON.stringify([found, store.place, store.me]);
    if (key === shown) return;
    if (pressed) { waiting = true; return; }
    shown = key;
    const focused = document.activeElement?.dataset?.place;
    const direct = found.direct.filter((one) => !one.with_app);
    const app = found.direct.find((one) => one.with_app);
    const apps = [];
    if (found.app.home) apps.push(entry({ name: `${found.app.name} · Hjem`, unread: 0 }, "⌂", { kind: "home", id: "home" }));
    if (found.app.messages) apps.push(entry({ name: found.app.name, unread: app?.unread ?? 0 }, "✦", { kind: "app", id: "app" }));
    const others = [...store.people.values()].filter((p) => !p.is_bot && !p.is_stranger && p.id !== store.me);
    byId("sidebar").replaceChildren(...[
      ...group("Apps", apps),
      ...group("Kanaler", found.channels.map(room)),
      ...group("Direkte beskeder", direct.map((one) => entry(one, "●", { kind: "channel", id: one.id }))),
      ...group("Kanaler, du kan deltage i", found.joinable.map(room)),
      ...group("Arkiverede kanaler", found.archived.map(room)),
      el("h2", {}, "Skriv til"),
      el("select", { "aria-label": "Skriv til en person", class: "write-to", onchange: async (event) => {
        const made = await act("direct", { users: [event.target.value] });
        go({ kind: "channel", id: made.channel.id });
      } }, el("option", { value: "", disabled: true, selected: true }, "Vælg en person"),
      others.map((one) => el("option", { value: one.id }, one.real_name))),
    ]);
    if (focused) byId("sidebar").querySelector(`[data-place="${focused}"]`)?.focus();
  }

  return { refresh };
}
