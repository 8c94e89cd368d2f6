// Form elements: each is drawn with a label and registers how to read its value.
import { el, freshId } from "../shell/dom.js";
import { store } from "../shell/store.js";
import { say } from "../shell/words.js";
import { textObject } from "./mrkdwn.js";

const optionsOf = (element) => element.options ?? (element.option_groups ?? []).flatMap((group) => group.options);
const people = () => [...store.people.values()].filter((one) => !one.deleted && !one.is_bot);
const everyPerson = () => people().map((one) => ({ value: one.id, label: one.real_name }));
const everyChannel = () => Object.entries(store.channels).map(([value, name]) => ({ value, label: `#${name}` }));
const offered = (element) => optionsOf(element).map((one) => ({ value: one.value, label: one.text.text, option: one }));

// What the element starts with: what was typed before, else what the app put there.
function startOf(element, state) {
  if (state !== undefined) return state;
  const first = Object.entries(element).find(([name]) => name.startsWith("initial_"))?.[1];
  if (Array.isArray(first)) return first.map((one) => one.value ?? one);
  return first?.value ?? first;
}

// The simple value behind an entry of a view's state.
export function simple(entry) {
  if (!entry) return undefined;
  const value = Object.entries(entry).find(([name]) => name !== "type")?.[1];
  if (Array.isArray(value)) return value.map((one) => one.value ?? one);
  return value?.value ?? value ?? undefined;
}

function typing(element, start, shared) {
  const kind = { email_text_input: "email", number_input: "text", url_text_input: "url", datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" }[element.type] ?? "text";
  const input = el(element.multiline ? "textarea" : "input", {
    ...shared, placeholder: element.placeholder?.text ?? "", maxLength: element.max_length ?? undefined,
    ...(element.multiline ? {} : { type: kind }), inputMode: element.type === "number_input" ? "decimal" : undefined,
  });
  input.value = start ?? "";
  return { node: input, read: () => input.value || null };
}

function select(element, start, shared, choices) {
  const groups = element.option_groups?.map((group) => el("optgroup", { label: group.label.text },
    group.options.map((one) => el("option", { value: one.value }, one.text.text))));
  const input = el("select", shared, el("option", { value: "" }, element.placeholder?.text ?? say("Vælg", "Choose")),
    groups ?? choices.map((one) => el("option", { value: one.value }, one.label)));
  input.value = start ?? "";
  return { node: input, read: () => input.value || null };
}

// Radio buttons, checkboxes and every multiple choice: a group of native boxes.
function boxes(element, start, shared, choices, kind) {
  const chosen = new Set(Array.isArray(start) ? start : [start]);
  const name = freshId("choice");
  const inputs = choices.map((one) => el("input", { type: kind, name, value: one.value, checked: chosen.has(one.value), id: freshId("box") }));
  const rows = choices.map((one, index) => el("div", { class: "choice" }, inputs[index], el("label", { htmlFor: inputs[index].id },
    one.option ? textObject(one.option.text) : one.label,
    one.option?.description && el("div", { class: "hint" }, textObject(one.option.description)))));
  const node = el("div", { class: element.type.startsWith("multi_") ? "people" : "", ...shared, role: kind === "radio" ? "radiogroup" : "group", tabindex: undefined }, rows);
  const read = () => {
    const picked = inputs.filter((one) => one.checked).map((one) => one.value);
    return kind === "radio" ? picked[0] ?? null : picked;
  };
  return { node, read, grouped: true };
}

const DRAW = {
  static_select: (e, s, p) => select(e, s, p, offered(e)),
  users_select: (e, s, p) => select(e, s, p, everyPerson()),
  channels_select: (e, s, p) => select(e, s, p, everyChannel()),
  conversations_select: (e, s, p) => select(e, s, p, everyChannel()),
  radio_buttons: (e, s, p) => boxes(e, s, p, offered(e), "radio"),
  checkboxes: (e, s, p) => boxes(e, s, p, offered(e), "checkbox"),
  multi_static_select: (e, s, p) => boxes(e, s, p, offered(e), "checkbox"),
  multi_users_select: (e, s, p) => boxes(e, s, p, everyPerson(), "checkbox"),
  multi_channels_select: (e, s, p) => boxes(e, s, p, everyChannel(), "checkbox"),
  multi_conversations_select: (e, s, p) => boxes(e, s, p, everyChannel(), "checkbox"),
};

export function control(element, state, shared = {}) {
  return (DRAW[element.type] ?? typing)(element, startOf(element, state), shared);
}

// An input block: label, control, hint and room for an error.
export function inputBlock(block, context) {
  const { element } = block;
  const id = freshId("field");
  const hint = block.hint && el("p", { class: "hint", id: `${id}-hint` }, textObject(block.hint));
  const error = el("p", { class: "error", id: `${id}-error`, role: "alert", hidden: true });
  const state = context.state(block.block_id, element.action_id);
  const described = [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" ");
  const made = control(element, state, { id, "aria-describedby": described, required: !block.optional || undefined, "aria-labelledby": `${id}-label` });
  const label = [block.label.text, block.optional && el("span", { class: "optional" }, say(" (valgfrit)", " (optional)"))];
  context.register(block.block_id, element.action_id, made.read);
  context.onError(block.block_id, (words) => {
    error.textContent = words ?? "";
    error.hidden = !words;
    made.node.toggleAttribute("aria-invalid", false);
    if (words) made.node.setAttribute("aria-invalid", "true");
    else made.node.removeAttribute("aria-invalid");
    return made.grouped ? made.node.querySelector("input") : made.node;
  });
  if (block.dispatch_action) {
    made.node.addEventListener("change", () => context.press(block, element, made.read(), made.node));
  }
  if (made.grouped) return el("fieldset", { class: "field" }, el("legend", { id: `${id}-label` }, label), made.node, hint, error);
  return el("div", { class: "field" }, el("label", { htmlFor: id, id: `${id}-label` }, label), made.node, hint, error);
}
