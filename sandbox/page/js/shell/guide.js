// What one can try here, in six steps: shown where there is nothing else to see yet, and behind a button.
import { byId, el } from "./dom.js";
import { store } from "./store.js";

const ASK = { slack: "/netvaerk", teams: "@Netværksbot" };
const steps = (ask) => [
  ["Start", "Skriv ", `${ask} start`, " i feltet nederst, og udfyld hele formularen."],
  ["Inviter", "Skriv ", `${ask} inviter`, " i den nye kanal. Skift så til en af dem øverst, og sig ja i beskeden fra botten."],
  ["Reflektér", "Tryk på ", "Næste refleksion", " øverst. Så går tiden, og spørgsmålet kommer i kanalen. Svar på det."],
  ["Giv tilbage", "Tryk på ", "+1 dag", " nogle gange. Botten minder om svar, lukker runden og fortæller, hvad der blev sagt."],
  ["Uden konto", "Tryk på ", "Mails", " øverst. Der er de mails, som deltagere uden konto får. Åbn et link, og vær dem."],
  ["Følg med", "Skift til Sara fra sekretariatet, og skriv ", "opsamling", " til botten."],
];

export function guide() {
  return el("div", { class: "guide" },
    el("p", {}, "Velkommen. Her kan du prøve botten uden konto. Du kan være hvem som helst: Skift person øverst."),
    el("ol", {}, steps(ASK[store.face]).map(([name, before, code, after]) => el("li", {}, el("strong", {}, name), el("br"), before, el("code", {}, code), after))));
}

export function startGuide() {
  const close = el("button", { type: "button", class: "primary", onclick: () => dialog.close() }, "Luk");
  const dialog = el("dialog", { class: "modal", "aria-labelledby": "guide-title" }, el("form", { method: "dialog" },
    el("header", {}, el("h2", { id: "guide-title" }, "Sådan prøver du")), el("div", { class: "content" }, guide()), el("footer", {}, close)));
  document.body.append(dialog);
  byId("guide-button").addEventListener("click", () => dialog.showModal());
}
