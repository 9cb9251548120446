/**
 * What was said, and what is going on, out of the events of the data channel `oai-events`. Knows nothing of pages.
 *
 * @typedef {'caller'|'assistant'|'tool'|'note'} Who
 * @typedef {'partial'|'final'|'interrupted'|'failed'} Progress
 * @typedef {'listening'|'hearing'|'thinking'|'looking-up'|'speaking'} Activity
 *
 * @typedef {object} Entry
 * @property {string} key
 * @property {Who} who
 * @property {string} text of a tool: its name; of a note: its kind, see `texts`
 * @property {Progress} progress
 * @property {boolean} typed
 * @property {number} at ms since 1970
 *
 * @typedef {{type: string, [field: string]: any}} ServerEvent
 */

/** The oldest entries are forgotten. */
const MOST_ENTRIES = 500;

/** Longest text of one entry. */
const MOST_CHARACTERS = 20_000;

/** How the ids of what was typed here begin. */
export const TYPED = 'item_typed_';

export class Conversation {
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  #session = 0;
  /** @type {string|null} */
  #response = null;
  #owed = false;
  #hearing = false;
  #speaking = false;
  /** @type {Set<string>} */
  #tools = new Set();
  /** @type {Map<string, Set<string>>} entries of a response */
  #ofResponse = new Map();
  #now;

  /** @param {() => number} now */
  constructor(now = Date.now) {
    this.#now = now;
  }

  get entries() {
    return [...this.#entries.values()];
  }

  /** Whether the model writes an answer, which another one has to wait for. */
  get answering() {
    return this.#response !== null;
  }

  /** @returns {Activity} */
  get activity() {
    if (this.#hearing) return 'hearing';
    if (this.#speaking) return 'speaking';
    if (this.#tools.size > 0) return 'looking-up';
    return this.#owed || this.#response !== null ? 'thinking' : 'listening';
  }

  /** Another session begins; what was said before stays. */
  begin() {
    this.#session++;
    this.#response = null;
    this.#owed = this.#hearing = this.#speaking = false;
    this.#ofResponse.clear();
    for (const key of this.#tools) this.#finish(key, 'interrupted');
    this.#tools.clear();
    const changed = this.entries.filter((entry) => entry.progress === 'partial' && !entry.typed);
    for (const entry of changed) this.#close(entry, 'interrupted');
    return changed;
  }

  /** Something of ours, before the server has said that it is there. @param {string} id @param {string} text */
  typed(id, text) {
    const entry = this.#entry(this.#key(id), 'caller');
    entry.text = text;
    entry.typed = true;
    return entry;
  }

  /** A remark on the call itself. @param {string} kind */
  note(kind) {
    const entry = this.#entry(`note:${this.#session}:${this.#entries.size}:${kind}`, 'note');
    entry.text = kind;
    entry.progress = 'final';
    return entry;
  }

  /**
   * @param {ServerEvent} event unknown ones change nothing
   * @returns {Entry[]} entries that changed
   */
  take(event) {
    switch (event.type) {
      case 'conversation.item.added':
      case 'conversation.item.created':
      case 'response.output_item.added': return this.#item(event.item, event.response_id, false);
      case 'conversation.item.done':
      case 'response.output_item.done': return this.#item(event.item, event.response_id, true);
      case 'input_audio_buffer.speech_started': this.#hearing = true; return [];
      case 'input_audio_buffer.speech_stopped': this.#hearing = false; this.#owed = true; return [];
      case 'input_audio_buffer.committed': return event.item_id ? [this.#entry(this.#key(event.item_id), 'caller')] : [];
      case 'conversation.item.input_audio_transcription.delta': return this.#add(event.item_id, 'caller', event.delta);
      case 'conversation.item.input_audio_transcription.completed':
        return this.#set(event.item_id, 'caller', event.transcript, 'final');
      case 'conversation.item.input_audio_transcription.failed':
        return this.#set(event.item_id, 'caller', '', 'failed');
      case 'response.output_audio_transcript.delta':
      case 'response.audio_transcript.delta':
      case 'response.output_text.delta':
      case 'response.text.delta': return this.#add(event.item_id, 'assistant', event.delta, event.response_id);
      case 'response.output_audio_transcript.done':
      case 'response.audio_transcript.done': return this.#set(event.item_id, 'assistant', event.transcript, 'final');
      case 'response.output_text.done':
      case 'response.text.done': return this.#set(event.item_id, 'assistant', event.text, 'final');
      case 'conversation.item.truncated': return this.#end(this.#key(event.item_id), 'interrupted');
      case 'output_audio_buffer.started': this.#speaking = true; this.#owed = false; return [];
      case 'output_audio_buffer.stopped':
      case 'output_audio_buffer.cleared': this.#speaking = false; return [];
      case 'response.created':
        this.#response = event.response?.id ?? 'unnamed';
        this.#owed = false;
        return [];
      case 'response.done': return this.#responseDone(event.response ?? {});
      default: return [];
    }
  }

  /** @param {any} item @param {string|undefined} response @param {boolean} done */
  #item(item, response, done) {
    if (!item?.id) return [];
    const key = this.#key(item.id);
    switch (item.type) {
      case 'message': return this.#message(key, item, response, done);
      case 'function_call': {
        const call = this.#key(item.call_id ?? item.id);
        const known = this.#entries.get(call);
        const entry = this.#entry(call, 'tool');
        entry.text ||= String(item.name ?? '').slice(0, 100);
        if (item.status === 'incomplete') return this.#end(call, 'interrupted');
        if (!known) this.#tools.add(call);
        return [entry];
      }
      case 'function_call_output': return this.#finish(this.#key(item.call_id ?? ''), 'final');
      default: return [];
    }
  }

  /** @param {string} key @param {any} item @param {string|undefined} response @param {boolean} done */
  #message(key, item, response, done) {
    if (item.role === 'system') return [];
    const entry = this.#entry(key, item.role === 'user' ? 'caller' : 'assistant');
    if (response) this.#belongs(response, key);
    const text = textOf(item);
    if (text && entry.progress === 'partial') entry.text = text.slice(0, MOST_CHARACTERS);
    const spoken = (item.content ?? []).some((/** @type {any} */ part) => part.type === 'input_audio');
    if (done && entry.progress === 'partial' && !(spoken && !text)) {
      entry.progress = item.status === 'incomplete' ? 'interrupted' : 'final';
    }
    return [entry];
  }

  /** @param {any} response */
  #responseDone(response) {
    if (response.id === this.#response || this.#response === 'unnamed') this.#response = null;
    if (response.status !== 'cancelled' && response.status !== 'failed') return [];
    const changed = [];
    for (const key of this.#ofResponse.get(response.id) ?? []) changed.push(...this.#end(key, 'interrupted'));
    this.#ofResponse.delete(response.id);
    return changed;
  }

  /** @param {string|undefined} id @param {Who} who @param {unknown} delta @param {string} [response] */
  #add(id, who, delta, response) {
    if (!id || typeof delta !== 'string') return [];
    const entry = this.#entry(this.#key(id), who);
    if (response) this.#belongs(response, entry.key);
    if (entry.progress !== 'partial') return [];
    entry.text = (entry.text + delta).slice(0, MOST_CHARACTERS);
    return [entry];
  }

  /** @param {string|undefined} id @param {Who} who @param {unknown} text @param {Progress} progress */
  #set(id, who, text, progress) {
    if (!id) return [];
    const entry = this.#entry(this.#key(id), who);
    if (typeof text === 'string' && text.trim()) entry.text = text.trim().slice(0, MOST_CHARACTERS);
    if (entry.progress === 'partial') entry.progress = progress;
    return [entry];
  }

  /** @param {string} key @param {Progress} progress */
  #end(key, progress) {
    const entry = this.#entries.get(key);
    if (!entry) return [];
    this.#close(entry, progress);
    return [entry];
  }

  /** @param {string} key @param {Progress} progress */
  #finish(key, progress) {
    this.#tools.delete(key);
    return this.#end(key, progress);
  }

  /** @param {Entry} entry @param {Progress} progress */
  #close(entry, progress) {
    entry.progress = progress;
  }

  /** @param {string} response @param {string} key */
  #belongs(response, key) {
    const keys = this.#ofResponse.get(response) ?? new Set();
    keys.add(key);
    this.#ofResponse.set(response, keys);
    if (this.#ofResponse.size > 20) this.#ofResponse.delete(this.#ofResponse.keys().next().value ?? '');
  }

  /** Ids are of one session, another one may count anew; ours are of all. @param {string} id */
  #key(id) {
    return id.startsWith(TYPED) ? id : `${this.#session}:${id}`;
  }

  /** @param {string} key @param {Who} who @returns {Entry} */
  #entry(key, who) {
    const known = this.#entries.get(key);
    if (known) return known;
    /** @type {Entry} */
    const entry = { key, who, text: '', progress: 'partial', typed: false, at: this.#now() };
    this.#entries.set(key, entry);
    if (this.#entries.size > MOST_ENTRIES) {
      const oldest = this.#entries.keys().next().value ?? '';
      this.#entries.delete(oldest);
      this.#tools.delete(oldest);
    }
    return entry;
  }
}

/** @param {any} item */
function textOf(item) {
  return (item.content ?? [])
    .map((/** @type {any} */ part) => part.text ?? part.transcript ?? '')
    .filter((/** @type {unknown} */ text) => typeof text === 'string')
    .join(' ')
    .trim();
}
