// Light, dark, or as the machine has it.
import { keep, kept } from './kept.js';

export const THEMES = ['auto', 'light', 'dark'];

export const currentTheme = () => kept().theme ?? 'auto';

export function chooseTheme(theme) {
  keep({ theme });
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  dispatchEvent(new Event('theme'));
}

/** Colours of the style sheet, for what is drawn on a canvas. */
export function colours(...names) {
  const style = getComputedStyle(document.documentElement);
  return names.map((name) => style.getPropertyValue(`--${name}`).trim());
}

/** @param draw again when colours change */
export function onTheme(draw) {
  const media = matchMedia('(prefers-color-scheme: dark)');
  addEventListener('theme', draw);
  media.addEventListener('change', draw);
  return () => {
    removeEventListener('theme', draw);
    media.removeEventListener('change', draw);
  };
}
