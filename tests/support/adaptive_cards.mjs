// What Microsoft's own library has against a card: a line of JSON in, a line of complaints out.
import { createInterface } from "node:readline";
import library from "adaptivecards/dist/adaptivecards.js";

const { AdaptiveCard, GlobalRegistry, SerializationContext, TextRun, Choice, Versions } = library;
const others = { AdaptiveCard, TextRun };
const inside = { AdaptiveCard: ["body", "actions"], Container: ["items"], RichTextBlock: ["inlines"], ActionSet: ["actions"], "Action.ShowCard": ["card"] };

function known(type) {
  const made = others[type] ?? GlobalRegistry.elements.findByName(type)?.objectType ?? GlobalRegistry.actions.findByName(type)?.objectType;
  return made && fieldsOf(new made());
}

function fieldsOf(object) {
  const schema = object.getSchema();
  return Array.from({ length: schema.getCount() }, (_, place) => schema.getItemAt(place));
}

// The library passes over what it does not know; Teams refuses some of it.
function* strangers(node, path = "card") {
  if (Array.isArray(node)) {
    for (const [place, inner] of node.entries()) yield* strangers(inner, `${path}[${place}]`);
  } else if (node && typeof node === "object") {
    const fields = node.title !== undefined && node.value !== undefined && !node.type ? fieldsOf(new Choice()) : known(node.type);
    if (!fields) return yield `${path}: nothing is called ${node.type}`;
    for (const [name, value] of Object.entries(node)) {
      if (["type", "data", "msteams", "choices.data"].includes(name)) continue;
      const field = fields.find((each) => each.name === name);
      if (inside[node.type]?.includes(name)) yield* strangers(value, `${path}.${name}`);
      else if (!field) yield `${path}: ${node.type} has no ${name}`;
      else if (field.targetVersion.compareTo(Versions.v1_5) > 0) yield `${path}: ${name} is of ${field.targetVersion}`;
      else yield* strangers(value, `${path}.${name}`);
    }
  }
}

function* complaints(json) {
  const context = new SerializationContext(Versions.v1_5);
  const card = new AdaptiveCard();
  card.parse(json, context);
  for (let place = 0; place < context.eventCount; place++) yield context.getEventAt(place).message;
  for (const found of card.validateProperties().validationEvents) yield `${found.source.getJsonTypeName()}: ${found.message}`;
  yield* strangers(json);
}

for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify([...complaints(JSON.parse(line))]));
