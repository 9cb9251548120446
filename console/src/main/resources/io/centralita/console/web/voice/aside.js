/**
 * What the switchboard says beside a connection that it has put through to another service, whose data channel is that
 * service's: server-sent events, read by `fetch` because they need a token. Loaded only by calls that have them.
 */
export class Aside {
  static #PAUSE_MS = 1_000;
  /** Longest event, in characters: half a minute of speech and more. */
  static #LONGEST = 4 << 20;

  #leave = new AbortController();

  /**
   * @param {(signal: AbortSignal) => Promise<Response|null>} open null: there is no more of it
   * @param {(type: string, data: any) => void} told
   */
  constructor(open, told) {
    void this.#listen(open, told);
  }

  close() {
    this.#leave.abort();
  }

  /** A stream that breaks is opened again, as long as the call goes on. @param {(signal: AbortSignal) => Promise<Response|null>} open @param {(type: string, data: any) => void} told */
  async #listen(open, told) {
    while (!this.#leave.signal.aborted) {
      try {
        const response = await open(this.#leave.signal);
        if (!response?.body) return;
        await this.#read(response.body.pipeThrough(new TextDecoderStream()).getReader(), told);
      } catch {
        // Hung up on, or the network is another one.
      }
      await new Promise((done) => setTimeout(done, Aside.#PAUSE_MS));
    }
  }

  /** @param {ReadableStreamDefaultReader<string>} reader @param {(type: string, data: any) => void} told */
  async #read(reader, told) {
    let text = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += part.value.replace(/\r/g, '');
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      if (text.length > Aside.#LONGEST) return;
      for (const event of events) {
        const one = parsed(event);
        if (one && !this.#leave.signal.aborted) told(one.type, one.data);
      }
    }
  }
}

/** @param {string} event lines @returns {{type: string, data: any}|null} null for a comment, or nonsense */
function parsed(event) {
  let type = '';
  let data = '';
  for (const line of event.split('\n')) {
    if (line.startsWith('event:')) type = line.slice(6).trim();
    if (line.startsWith('data:')) data += line.slice(5);
  }
  try {
    return type ? { type, data: JSON.parse(data || '{}') } : null;
  } catch {
    return null;
  }
}
