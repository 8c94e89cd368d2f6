// What the page knows: who one is, who there is, and where one looks.
export const store = {
  me: "",
  bot: "",
  face: "",
  team: {},
  people: new Map(),
  channels: {},
  place: { kind: "none" },
  detail: null,
};

export const nameOf = (id) => store.people.get(id)?.real_name ?? id;

const SHADES = ["#7a3e9d", "#0b6a63", "#a34014", "#2257a8", "#8a2e5c", "#4b6a12", "#6b4a1e", "#3d4f9e"];
export function shadeOf(id) {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 997;
  return SHADES[sum % SHADES.length];
}
export const initialsOf = (name) => name.split(/\s+/).map((part) => part[0]).slice(0, 2).join("").toUpperCase();
