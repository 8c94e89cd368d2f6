// Talks to the workspace as one person.
import { store } from "./store.js";

async function call(path, options) {
  const response = await fetch(path, options);
  const answer = await response.json().catch(() => ({ ok: false, error: `fejl ${response.status}` }));
  return answer;
}

export const get = (path) => call(path);
export const post = (path, body = {}) => call(path, {
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
});
export const mine = (path) => get(`/sandbox/as/${store.me}/${path}`);
export const act = (path, body) => post(`/sandbox/as/${store.me}/${path}`, body);
