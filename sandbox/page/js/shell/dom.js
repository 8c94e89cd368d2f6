// Builds elements. Text always becomes text nodes: nothing here parses markup.
export function el(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "class") made.className = value;
    else if (name === "dataset") Object.assign(made.dataset, value);
    else if (name in made && name !== "list" && name !== "role") made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

// Makes these the children. One that stays is not touched: taken out for a moment it would lose focus, and a press on it
// whose release comes after that would be no click.
export function arrange(parent, nodes) {
  const staying = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!staying.has(child)) child.remove();
  nodes.forEach((node, index) => { if (parent.childNodes[index] !== node) parent.insertBefore(node, parent.childNodes[index] ?? null); });
}

export const byId = (id) => document.getElementById(id);

let counter = 0;
export const freshId = (stem) => `${stem}-${++counter}`;

// Shows a menu of {label, act} next to a button; arrow keys move, Esc closes.
export function openMenu(anchor, entries) {
  document.querySelector(".menu")?.remove();
  const buttons = entries.map((entry) => entry === "-" ? el("hr") : el("button", {
    type: "button", role: "menuitem", onclick: () => { menu.remove(); anchor.focus(); entry.act(); },
  }, entry.label));
  const menu = el("div", { class: "menu", role: "menu", popover: "auto" }, buttons);
  menu.addEventListener("keydown", (event) => {
    const items = [...menu.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  });
  menu.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    menu.remove();
    anchor.setAttribute("aria-expanded", "false");
    if (document.activeElement === document.body) anchor.focus();
  });
  // Inside an open dialog only its own descendants can be used.
  (anchor.closest("dialog") ?? document.body).append(menu);
  menu.showPopover();
  anchor.setAttribute("aria-expanded", "true");
  const at = anchor.getBoundingClientRect();
  const height = menu.offsetHeight;
  menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${at.bottom + height + 8 < innerHeight ? at.bottom + 4 : Math.max(8, at.top - height - 4)}px`;
  menu.querySelector("button")?.focus();
}
