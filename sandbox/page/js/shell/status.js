// One quiet line for what happened and did not fit anywhere else.
import { byId } from "./dom.js";

let timer;
export function tell(text, seconds = 6) {
  const line = byId("status");
  line.textContent = text;
  line.classList.add("shown");
  clearTimeout(timer);
  timer = setTimeout(() => line.classList.remove("shown"), seconds * 1000);
}
