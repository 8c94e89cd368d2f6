// Draws Block Kit. `context` says what a press does and keeps what is typed.
import { el, openMenu } from "../shell/dom.js";
import { control, inputBlock } from "./fields.js";
import { markdown, richText, textObject } from "./mrkdwn.js";

const STYLES = { primary: "primary", danger: "danger" };

// Holds a form's values and errors; `press` is told of presses with everything typed so far.
export function makeContext(press, state = () => undefined) {
  const readers = new Map();
  const errors = new Map();
  return {
    state,
    register(block, action, read) { readers.set(JSON.stringify([block, action]), read); },
    onError(block, show) { errors.set(block, show); },
    values() {
      const found = {};
      for (const [key, read] of readers) {
        const [block, action] = JSON.parse(key);
        (found[block] ??= {})[action] = read();
      }
      return found;
    },
    showErrors(said) {
      let first;
      for (const [block, show] of errors) {
        const input = show(said[block]);
        if (said[block]) first ??= input;
      }
      first?.focus({ preventScroll: true });
      first?.closest(".field")?.scrollIntoView({ block: "nearest" });
    },
    async press(block, element, value, node) {
      if (element.confirm && !(await confirmed(element.confirm))) return;
      node.classList.remove("failed");
      node.disabled = true;
      const answer = await press(block, element, value, this.values());
      node.disabled = false;
      if (answer?.ok === false) {
        node.classList.add("failed");
        node.title = "Botten svarede ikke. Prøv igen.";
      }
    },
  };
}

function confirmed(asked) {
  return new Promise((decide) => {
    const dialog = el("dialog", { class: "modal confirm", "aria-label": asked.title.text });
    const done = (answer) => { dialog.remove(); decide(answer); };
    dialog.append(el("form", { onsubmit: (event) => { event.preventDefault(); done(true); } },
      el("header", {}, el("h2", {}, asked.title.text)),
      el("div", { class: "content" }, textObject(asked.text)),
      el("footer", {}, el("button", { type: "button", onclick: () => done(false) }, asked.deny.text),
        el("button", { class: STYLES[asked.style] ?? "primary" }, asked.confirm.text))));
    dialog.addEventListener("cancel", () => done(false));
    document.body.append(dialog);
    dialog.showModal();
  });
}

function interactive(block, element, context) {
  if (element.type === "image") return picture(element);
  if (element.type === "button") {
    const node = el("button", {
      type: "button", class: STYLES[element.style] ?? "", "aria-label": element.accessibility_label,
      onclick: () => {
        if (element.url) window.open(element.url, "_blank", "noreferrer");
        context.press(block, element, element.value ?? null, node);
      },
    }, textObject(element.text));
    return node;
  }
  if (element.type === "overflow") {
    const node = el("button", { type: "button", "aria-label": "Flere valg", "aria-haspopup": "menu", onclick: () => openMenu(node,
      element.options.map((one) => ({ label: one.text.text, act: () => context.press(block, element, one.value, node) }))) }, "⋯");
    return node;
  }
  const label = element.placeholder?.text ?? block.text?.text ?? "Vælg";
  const made = control(element, context.state(block.block_id, element.action_id), { "aria-label": label });
  context.register(block.block_id, element.action_id, made.read);
  made.node.addEventListener("change", () => context.press(block, element, made.read(), made.node));
  return made.node;
}

function picture(block) {
  const source = block.image_url ?? block.slack_file?.url ?? `/files/${block.slack_file?.id}`;
  return el("img", { class: "picture", src: source, alt: block.alt_text, loading: "lazy" });
}

const cell = (one) => one.type === "rich_text" ? richText(one) : one.text;

const DRAW = {
  header: (block) => el("h3", {}, textObject(block.text)),
  divider: () => el("hr"),
  rich_text: (block) => richText(block),
  markdown: (block) => markdown(block.text),
  image: (block) => el("figure", {}, picture(block), block.title && el("figcaption", {}, textObject(block.title))),
  section: (block, context) => el("div", { class: "section" }, el("div", { class: "main" },
    block.text && textObject(block.text),
    block.fields && el("div", { class: "fields" }, block.fields.map((one) => el("div", {}, textObject(one))))),
  block.accessory && interactive(block, block.accessory, context)),
  context: (block) => el("div", { class: "context" }, block.elements.map((one) => one.type === "image" ? picture(one) : textObject(one))),
  actions: (block, context) => el("div", { class: "actions" }, block.elements.map((one) => interactive(block, one, context))),
  input: (block, context) => inputBlock(block, context),
  table: (block) => el("div", { class: "table-wrap", tabindex: "0", role: "region", "aria-label": "Tabel" }, el("table", {},
    el("thead", {}, el("tr", {}, block.rows[0].map((one) => el("th", { scope: "col" }, cell(one))))),
    el("tbody", {}, block.rows.slice(1).map((row) => el("tr", {}, row.map((one) => el("td", {}, cell(one)))))))),
};

export const drawBlocks = (blocks, context) => blocks.map((block) => DRAW[block.type]?.(block, context) ?? el("p", { class: "quiet" }, `[${block.type}]`));
