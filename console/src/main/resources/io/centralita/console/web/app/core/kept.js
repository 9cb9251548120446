// What a person chose, kept in this browser: language, theme.
const KEY = 'centralita';

export function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') ?? {};
  } catch {
    return {}; // storage is closed to us, or holds something else
  }
}

export function keep(values) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...kept(), ...values }));
  } catch {
    // it holds as long as the page is open
  }
}
