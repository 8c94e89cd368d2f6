// What the page itself adds to an app's form is in the language of who reads it, as the app's own words are.
import { store } from "./store.js";

const isEnglish = () => store.people.get(store.me)?.locale?.startsWith("en") ?? false;
export const members = (count) => `${count} ${count === 1 ? "medlem" : "medlemmer"}`;
export const say = (danish, english) => isEnglish() ? english : danish;
