// Live updates for the person one is.
let source;

export function listen(person, heard) {
  source?.close();
  source = new EventSource(`/sandbox/as/${person}/stream`);
  source.addEventListener("message", (event) => heard(JSON.parse(event.data)));
  // After a gap anything may have happened.
  source.addEventListener("open", () => heard({ kind: "all" }));
}

// Runs `work` once soon after the last of many calls, never twice at a time.
export function calmly(work, pause = 40) {
  let timer, running = false, again = false;
  const run = async (...given) => {
    if (running) { again = true; return; }
    running = true;
    try { await work(...given); } finally {
      running = false;
      if (again) { again = false; soon(...given); }
    }
  };
  const soon = (...given) => { clearTimeout(timer); timer = setTimeout(() => run(...given), pause); };
  return soon;
}
