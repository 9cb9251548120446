/**
 * Elements without markup in strings: whatever is shown is text.
 *
 * @typedef {Record<string, string|boolean|number|null|undefined|((event: any) => void)>} Attributes `onclick` and the like are listeners;
 *   what is false, null or undefined is left out
 */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} name
 * @param {Attributes} [attributes]
 * @param {...(Node|string|null)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** Lines of 24 by 24. */
const ICONS = Object.freeze({
  phone: ['M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1A15 15 0 0 1 4 5a1 1 0 0 1 1-1z'],
  hangup: ['M3 14c-.7-1-.6-2.2.3-3C8 7.3 16 7.3 20.7 11c.9.8 1 2 .3 3l-1.3 1.7-4-1.5v-2.7a14 14 0 0 0-7.4 0v2.7l-4 1.5z'],
  microphone: ['M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3z', 'M5.5 11a6.5 6.5 0 0 0 13 0', 'M12 17.5V21'],
  muted: ['M9 9.5V11a3 3 0 0 0 4.8 2.4M15 10V6a3 3 0 0 0-5.8-1', 'M5.5 11a6.5 6.5 0 0 0 10 5.5M18.5 11a6 6 0 0 1-.7 2.9', 'M12 17.5V21', 'M4 3l16 18'],
  hand: ['M6.5 12V7a1.5 1.5 0 0 1 3 0v4-6a1.5 1.5 0 0 1 3 0v6-5a1.5 1.5 0 0 1 3 0v6-3a1.5 1.5 0 0 1 3 0v5a7 7 0 0 1-7 7h-.7a6 6 0 0 1-4.6-2.2L3.5 15a1.6 1.6 0 0 1 2.4-2z'],
  sliders: ['M4 7h9M19 7h1M4 17h1M11 17h9', 'M16 4.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z', 'M8 14.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z'],
  send: ['M4 12 20 4l-5 16-3.5-6.5z', 'M20 4l-8.5 9.5'],
  close: ['M6 6l12 12M18 6 6 18'],
  warning: ['M12 4 2.8 20h18.4z', 'M12 10v4.5M12 17.2v.3'],
  notice: ['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', 'M12 11v5.5M12 7.5v.3'],
  search: ['M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14z', 'M16 16l4.5 4.5'],
});

/** @param {keyof typeof ICONS} name @returns {SVGElement} hidden from those who listen: what it says is said in words beside it */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  for (const line of ICONS[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', line);
    svg.append(path);
  }
  return svg;
}

/** Sets a text only where it is another one: a live region would say it again. @param {HTMLElement} element @param {string} text */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
