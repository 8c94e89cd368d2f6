// Adaptive Cards, drawn by Microsoft's own renderer.
import { mine } from "../shell/api.js";
import { el, freshId } from "../shell/dom.js";
import { say } from "../shell/words.js";
import { tell } from "../shell/status.js";
import { marked, translated } from "./words.js";

const COLOURS = { default: "#1c2530", dark: "#1c2530", light: "#556270", accent: "#0b5f5a", good: "#1d6b2f", warning: "#8a4b00", attention: "#a8201a" };
const foregroundColors = Object.fromEntries(Object.entries(COLOURS).map(([name, colour]) => [name, { default: colour, subtle: name === "attention" ? colour : "#556270" }]));
const HOST = {
  fontFamily: 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  supportsInteractivity: true,
  spacing: { small: 4, default: 10, medium: 16, large: 22, extraLarge: 30, padding: 12 },
  fontSizes: { small: 13, default: 15, medium: 16, large: 18, extraLarge: 22 },
  lineHeights: { small: 19, default: 22, medium: 23, large: 25, extraLarge: 30 },
  separator: { lineThickness: 1, lineColor: "#d8dee3" },
  containerStyles: {
    default: { backgroundColor: "#ffffff", foregroundColors },
    emphasis: { backgroundColor: "#f4f6f7", foregroundColors },
  },
  textBlock: { headingLevel: 2 },
  inputs: {
    label: { inputSpacing: "small", requiredInputs: { weight: "bolder", suffix: " *", suffixColor: "attention" }, optionalInputs: { weight: "bolder" } },
    errorMessage: { color: "attention", spacing: "small" },
  },
  actions: { maxActions: 6, actionsOrientation: "horizontal", actionAlignment: "left", buttonSpacing: 8, showCard: { actionMode: "inline", inlineTopMargin: 10 } },
};

let loading = null;
function library() {
  loading ??= new Promise((ready) => {
    const script = el("script", { src: "/cards/adaptivecards.min.js" });
    script.addEventListener("load", () => ready(globalThis.AdaptiveCards));
    script.addEventListener("error", () => ready(null));
    document.head.append(script);
  });
  return loading;
}

function teach(cards) {
  cards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = el("div", {}, marked(text)).innerHTML;
    result.didProcess = true;
  };
}

// The renderer knows no directory: a people picker gets everybody as its choices, and is marked so.
function withPeople(card, people) {
  const pickers = new Set();
  const filled = JSON.parse(JSON.stringify(card), (name, value) => {
    if (value?.type !== "Input.ChoiceSet" || !value["choices.data"]) return value;
    pickers.add(value.id);
    const { "choices.data": query, ...rest } = value;
    return { ...rest, style: value.isMultiSelect ? "expanded" : "compact", placeholder: say("Vælg en person", "Choose a person"), choices: people };
  });
  return { filled, pickers };
}

// A long list of boxes is searched by typing, as Teams' people picker is.
function searchable(box, label) {
  const rows = [...box.querySelectorAll("input")].map((input) => input.closest("div"));
  const search = el("input", { type: "search", class: "search", placeholder: say("Søg", "Search"), "aria-label": `${say("Søg i", "Search in")} ${label}` });
  const chosen = el("p", { class: "chosen", "aria-live": "polite" });
  const count = () => {
    const names = rows.filter((row) => row.querySelector("input").checked).map((row) => row.textContent.trim());
    chosen.textContent = names.length ? `${say("Valgt", "Chosen")}: ${names.join(", ")}` : "";
  };
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(words);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    rows.find((row) => !row.hidden)?.querySelector("input").click();
  });
  box.addEventListener("change", count);
  box.classList.add("many");
  const picker = el("div", { class: "picker" });
  box.before(picker);
  picker.append(search, box, chosen);
  count();
}

function grouped(node) {
  for (const input of node.querySelectorAll('input[type="checkbox"], input[type="radio"]')) {
    input.id ||= freshId("box");
    const box = input.closest('[role="group"], [role="radiogroup"], [class*="ac-choiceSetInput"]');
    if (box && !box.getAttribute("role")) box.setAttribute("role", input.type === "radio" ? "radiogroup" : "group");
  }
}

// `press` is told of buttons with everything typed so far; it answers {ok, error}.
export function drawCard(card, press, { bare = false } = {}) {
  const place = el("div", { class: bare ? "card bare" : "card", dataset: { testid: "card" } });
  draw(place, card, press, bare);
  return place;
}

async function draw(place, card, press, bare) {
  const cards = await library();
  if (!cards) {
    place.append(el("p", { class: "broken" }, "Kortet kan ikke tegnes: Microsofts tegner er ikke installeret. Kør ", el("code", {}, "make try PLATFORM=teams"), "."));
    return;
  }
  teach(cards);
  const needsPeople = JSON.stringify(card).includes('"choices.data"');
  const { filled, pickers } = withPeople(card, needsPeople ? (await mine("people?q=")).choices : []);
  const drawn = new cards.AdaptiveCard();
  drawn.hostConfig = new cards.HostConfig(HOST);
  drawn.onExecuteAction = (action) => act(action, press);
  drawn.parse(filled);
  place.replaceChildren(drawn.render());
  grouped(place);
  if (bare) for (const one of card.actions ?? []) [...place.querySelectorAll(".ac-pushButton")].findLast((button) => button.textContent === one.title)?.setAttribute("data-primary", ""); // the renderer rewrites classes
  for (const input of drawn.getAllInputs()) {
    const boxes = input.renderedInputControlElement;
    // A group is announced by its label; the renderer gives that to its first box only.
    if (input.label && /group$/.test(boxes?.getAttribute?.("role") ?? "")) boxes.setAttribute("aria-label", input.label);
    const many = boxes?.querySelectorAll?.('input[type="checkbox"]').length ?? 0;
    if (many > 0 && (pickers.has(input.id) || many > 8)) searchable(boxes, input.label ?? "");
  }
  place.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
}

async function act(action, press) {
  if (action.getJsonTypeName() === "Action.OpenUrl") {
    if (/^(https?:|mailto:)/.test(action.url)) window.open(action.url, "_blank", "noreferrer");
    return;
  }
  const button = action.renderedElement;
  button?.classList.remove("failed");
  if (button) button.disabled = true;
  const answer = await press({ type: action.getJsonTypeName(), id: action.id, title: action.title, verb: action.verb, data: action.data ?? {} });
  if (button) button.disabled = false;
  if (answer?.ok === false && !answer.errors) {
    button?.classList.add("failed");
    tell(translated(answer.error ?? "Something went wrong. Please try again."));
  }
}
