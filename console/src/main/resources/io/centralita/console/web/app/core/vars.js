// CSS variables of an element, set by script: a style attribute would need `unsafe-inline`.
import { nothing } from 'lit';
import { Directive, directive } from 'lit/directive.js';

class Vars extends Directive {
  #before = {};

  render() {
    return nothing;
  }

  update(part, [values]) {
    for (const [name, value] of Object.entries(values)) {
      if (this.#before[name] !== value) part.element.style.setProperty(`--${name}`, value);
    }
    this.#before = values;
    return nothing;
  }
}

/** `<i ${vars({ level: 0.4 })}>` is `--level: 0.4`. */
export const vars = directive(Vars);
