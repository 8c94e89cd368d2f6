// The bot's calendar clock: shown, and moved on.
import { get, post } from "./api.js";
import { byId } from "./dom.js";
import { tell } from "./status.js";

const DAY = new Intl.DateTimeFormat("da-DK", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "Europe/Copenhagen" });
const SHORT = new Intl.DateTimeFormat("da-DK", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone: "Europe/Copenhagen" });

function show(clock) {
  if (!clock.now) return;
  const now = byId("clock-now");
  now.dateTime = clock.now;
  const day = DAY.format(new Date(clock.now));
  now.textContent = day[0].toUpperCase() + day.slice(1);
  const label = clock.next_label ? `${clock.next_label}: ` : "Næste: ";
  byId("clock-next").textContent = clock.next ? label + SHORT.format(new Date(clock.next)) : "Intet venter";
  byId("clock-next-button").disabled = !clock.next;
}

async function move(button, body) {
  button.disabled = true;
  const clock = await post("/sandbox/clock", body);
  button.disabled = false;
  if (clock.ok === false) tell("Bottens ur svarer ikke. Kører botten?");
  else show(clock);
}

export async function startClock() {
  byId("clock").hidden = false;
  const next = byId("clock-next-button");
  const day = byId("clock-day-button");
  next.addEventListener("click", () => move(next, { to: "next" }));
  day.addEventListener("click", () => move(day, { days: 1 }));
  const refresh = async () => show(await get("/sandbox/clock"));
  await refresh();
  setInterval(refresh, 5000);
}
