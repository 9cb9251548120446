import { TYPED } from './conversation.js';

/**
 * What the page says to the server over the data channel: one answer is asked for at a time, and what was typed too early waits.
 */

/** Longest typed message, in characters. */
export const LONGEST_MESSAGE = 4_000;

/** What waits for the channel to open. */
const MOST_WAITING = 20;

export class Messages {
  /** @type {(event: object) => boolean} */
  #send;
  /** @type {{id: string, text: string}[]} */
  #waiting = [];
  #answering = false;
  #owed = false;
  #open = false;
  #count = 0;
  /** @type {Set<string>} */
  #asked = new Set();

  /** @param {(event: object) => boolean} send */
  constructor(send) {
    this.#send = send;
  }

  /** The channel is open: what waited goes. */
  open() {
    this.#open = true;
    this.#answering = false;
    const waiting = this.#waiting.splice(0);
    return waiting.filter((message) => !this.#say(message)).map((message) => message.id);
  }

  close() {
    this.#open = false;
    this.#owed = false;
  }

  /** @param {number} silenceMs after which a turn is over */
  configure(silenceMs) {
    return this.#send({
      type: 'session.update',
      session: {
        type: 'realtime',
        audio: { input: { turn_detection: { type: 'server_vad', silence_duration_ms: silenceMs } } },
      },
    });
  }

  /** @param {string} text @returns {string|null} id of its item; null where there is no room for it */
  say(text) {
    const message = { id: `${TYPED}${Date.now().toString(36)}${this.#count++}`, text: text.slice(0, LONGEST_MESSAGE) };
    if (this.#open) return this.#say(message) ? message.id : null;
    if (this.#waiting.length >= MOST_WAITING) return null;
    this.#waiting.push(message);
    return message.id;
  }

  /** What is being said stops. */
  interrupt() {
    if (this.#answering) this.#send({ type: 'response.cancel' });
    return this.#send({ type: 'output_audio_buffer.clear' });
  }

  /** Keeps the books. @param {import('./conversation.js').ServerEvent} event @returns {boolean} whether it is an error of ours that the person should know */
  take(event) {
    switch (event.type) {
      case 'response.created':
        this.#answering = true;
        return false;
      case 'response.done':
        this.#answering = false;
        if (this.#owed) this.#ask();
        return false;
      case 'error': return this.#failed(event.error ?? {});
      default: return false;
    }
  }

  /** @param {{id: string, text: string}} message */
  #say({ id, text }) {
    const sent = this.#send({
      type: 'conversation.item.create',
      event_id: id,
      item: { id, type: 'message', role: 'user', content: [{ type: 'input_text', text }] },
    });
    if (!sent) return false;
    // Typing is a turn of the person's, as speaking is: it interrupts.
    this.interrupt();
    if (this.#answering) this.#owed = true;
    else this.#ask();
    return true;
  }

  #ask() {
    this.#owed = false;
    const id = `ask_${this.#count++}`;
    this.#asked.add(id);
    if (this.#asked.size > 20) this.#asked.delete(this.#asked.values().next().value ?? '');
    this.#send({ type: 'response.create', event_id: id });
  }

  /** @param {any} error */
  #failed(error) {
    if (error.code === 'conversation_already_has_active_response' && this.#asked.delete(error.event_id)) {
      // An answer to what was said meanwhile came first: ours follows it.
      this.#answering = true;
      this.#owed = true;
      return false;
    }
    return String(error.event_id ?? '').startsWith(TYPED) || this.#asked.delete(error.event_id);
  }
}
