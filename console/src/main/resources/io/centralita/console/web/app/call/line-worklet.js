// On the audio thread: plays what comes in, cuts what the microphone hears into messages.

/** More than this waits: newer audio is worth more than all of it. */
const LONGEST_QUEUE = 16_000;

class LinePlayer extends AudioWorkletProcessor {
  #queue = [];
  #at = 0;
  #waiting = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }) => {
      const samples = new Int16Array(data);
      this.#queue.push(samples);
      this.#waiting += samples.length / 2;
      while (this.#waiting > LONGEST_QUEUE) {
        this.#waiting -= (this.#queue.shift().length - this.#at) / 2;
        this.#at = 0;
      }
    };
  }

  process(_, [[left, right]]) {
    for (let i = 0; i < left.length; i++) {
      const chunk = this.#queue[0];
      if (!chunk) break;
      left[i] = chunk[this.#at] / 32_768;
      if (right) right[i] = chunk[this.#at + 1] / 32_768;
      this.#at += 2;
      this.#waiting -= 1;
      if (this.#at >= chunk.length) {
        this.#queue.shift();
        this.#at = 0;
      }
    }
    return true;
  }
}

const MESSAGE = 320; // 20 ms of 16 kHz

class LineMicrophone extends AudioWorkletProcessor {
  #message = new Int16Array(MESSAGE);
  #filled = 0;

  process([[input]]) {
    for (const sample of input ?? []) {
      this.#message[this.#filled++] = Math.max(-1, Math.min(1, sample)) * 32_767;
      if (this.#filled === MESSAGE) {
        this.port.postMessage(this.#message.buffer, [this.#message.buffer]);
        this.#message = new Int16Array(MESSAGE);
        this.#filled = 0;
      }
    }
    return true;
  }
}

registerProcessor('line-player', LinePlayer);
registerProcessor('line-microphone', LineMicrophone);
