// The few emoji names that are likely in a work chat; others are shown by name.
const KNOWN = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", heart: "❤️", tada: "🎉", eyes: "👀", wave: "👋", pray: "🙏", clap: "👏",
  white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", warning: "⚠️", bulb: "💡", memo: "📝", pushpin: "📌",
  calendar: "📅", bell: "🔔", speech_balloon: "💬", seedling: "🌱", herb: "🌿", sunflower: "🌻", star: "⭐",
  sparkles: "✨", rocket: "🚀", smile: "😄", slightly_smiling_face: "🙂", thinking_face: "🤔", raised_hands: "🙌",
  hourglass_flowing_sand: "⏳", lock: "🔒", link: "🔗", question: "❓", point_right: "👉", busts_in_silhouette: "👥",
};
export const emoji = (name) => KNOWN[name.split("::")[0]] ?? `:${name}:`;
