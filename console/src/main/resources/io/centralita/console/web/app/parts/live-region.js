// What is said to everybody at once: read by screen readers, shown for a moment below.
const LONG_ENOUGH_MS = 6_000;

let place;

function region() {
  if (!place) {
    place = document.createElement('div');
    place.className = 'toasts';
    place.setAttribute('role', 'status');
    place.setAttribute('aria-live', 'polite');
    document.body.append(place);
  }
  return place;
}

/** @param tone `bad` where something did not work */
export function say(text, tone = '') {
  const toast = document.createElement('p');
  toast.className = `toast ${tone}`;
  toast.textContent = text;
  region().append(toast);
  setTimeout(() => toast.remove(), LONG_ENOUGH_MS);
}

/** Read, not shown. */
export function announce(text) {
  const line = document.createElement('p');
  line.className = 'quiet';
  line.textContent = text;
  region().append(line);
  setTimeout(() => line.remove(), LONG_ENOUGH_MS);
}
