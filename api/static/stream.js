// One question over the wire: the service's events as they come, or the reason why they stopped coming.
const SILENCE = 30_000; // the service answers within 15 seconds or says that it cannot
const REASONS = { 413: "invalid", 422: "invalid" };

export class Stopped extends Error {
  constructor(why) {
    super(why);
    this.why = why; // a key of the strings
  }
}

export async function* events(body, signal) {
  const own = new AbortController();
  let timer, slow = false;
  const hear = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { slow = true; own.abort(); }, SILENCE);
  };
  const stop = () => own.abort();
  signal.addEventListener("abort", stop);
  hear();
  try {
    const response = await fetch("/v1/questions", {
      method: "POST", signal: own.signal, body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    });
    if (!response.ok) throw new Stopped(REASONS[response.status] ?? "failed");
    for await (const [name, data] of blocks(response.body, hear)) {
      if (name === "problem") throw new Stopped("failed");
      yield [name, data];
      if (name === "answer") return;
    }
    throw new Stopped("broken");
  } catch (error) {
    if (error instanceof Stopped) throw error;
    throw new Stopped(signal.aborted ? "stopped" : slow ? "slow" : navigator.onLine ? "broken" : "offline");
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

async function* blocks(body, hear) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    hear();
    held += value;
    let end;
    while ((end = held.indexOf("\n\n")) >= 0) {
      const block = held.slice(0, end);
      held = held.slice(end + 2);
      const name = /^event: (.*)$/m.exec(block)?.[1];
      const data = block.split("\n").filter((line) => line.startsWith("data: ")).map((line) => line.slice(6)).join("\n");
      if (name) yield [name, JSON.parse(data)];
    }
  }
}

// Waits for a service that has gone, ten seconds at most: a restart takes a few.
export async function recovered(signal) {
  for (let second = 0; second < 10; second += 1) {
    await new Promise((go) => setTimeout(go, 1000));
    if (signal.aborted) throw new Stopped("stopped");
    if (await fetch("/healthz", { signal }).then((response) => response.ok, () => false)) return;
  }
}
