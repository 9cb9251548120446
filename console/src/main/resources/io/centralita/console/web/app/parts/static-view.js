// A view by the name of its element, which is known only when its module has come.
import { noChange } from 'lit';
import { Directive, directive } from 'lit/directive.js';

class StaticView extends Directive {
  #element;
  #key;

  render() {
    return noChange;
  }

  update(_, [route]) {
    if (this.#key !== route.key) {
      this.#element = document.createElement(route.tag);
      this.#key = route.key;
    }
    this.#element.route = route;
    return this.#element;
  }
}

/** @param route a new element is made for each new `key` of it */
export const staticView = directive(StaticView);
