// A view by the name of its element, which is known only when its module has come.
import { noChange } from 'lit';
import { Directive, directive } from 'lit/directive.js';

class StaticView extends Directive {
  #element;

  render() {
    return noChange;
  }

  update(_, [route]) {
    this.#element ??= document.createElement(route.tag);
    this.#element.route = route;
    return this.#element;
  }
}

export const staticView = directive(StaticView);
