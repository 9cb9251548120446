// What both clients share: lines of JSON for the judge, patience, the audio to be said.
import { readFileSync } from 'node:fs';

const patience = 30_000;

/** One line for the test that started this script. */
export function report(step, facts = {}) {
  console.log(JSON.stringify({ step, ...facts }));
}

export function fail(why, facts = {}) {
  report('failed', { why, ...facts });
  process.exit(1);
}

process.on('unhandledRejection', (error) => fail('unhandled rejection', { error: String(error) }));
process.on('uncaughtException', (error) => fail('uncaught', { error: String(error?.stack) }));

/** Events of a session in order, to be waited for one after another. */
export class Events {
  #seen = [];
  #waiting = [];

  add(event) {
    this.#seen.push(event);
    this.#waiting = this.#waiting.filter((wake) => !wake());
  }

  get all() {
    return this.#seen;
  }

  /** The first event from a place on that is as wanted. */
  next(what, wanted, from = 0) {
    const find = () => this.#seen.slice(from).find(wanted);
    return new Promise((resolve) => {
      const found = find();
      if (found) {
        resolve(found);
        return;
      }
      const timer = setTimeout(
        () => fail(`no ${what}`, { after: this.#seen.map((event) => event.type).slice(-25) }),
        patience,
      );
      this.#waiting.push(() => {
        const late = find();
        if (late) {
          clearTimeout(timer);
          resolve(late);
        }
        return Boolean(late);
      });
    });
  }

  nextOf(type, from = 0) {
    return this.next(type, (event) => event.type === type, from);
  }
}

/** 24 kHz samples as they come from a file, in pieces of 100 ms, with the silence that ends a turn. */
export function spoken(file) {
  const silence = Buffer.alloc(48_000 * 1.2);
  const whole = Buffer.concat([Buffer.alloc(9_600), readFileSync(file), silence]);
  const pieces = [];
  for (let at = 0; at < whole.length; at += 4_800) {
    pieces.push(whole.subarray(at, at + 4_800));
  }
  return pieces;
}

/** As long as it takes to listen to these pieces of 24 kHz audio: a caller who speaks earlier interrupts. */
export function played(pieces) {
  const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return new Promise((resolve) => setTimeout(resolve, bytes / 48 + 300));
}

export const question = '¿Cuántos clientes activos hay?';
export const answer = 'Hay doscientos veintiún clientes activos.';
export const longAnswer = Array(60).fill(answer).join(' ');
