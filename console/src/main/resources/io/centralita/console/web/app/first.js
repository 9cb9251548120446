// Runs before the first paint: what was chosen before is what is shown first.
(() => {
  const root = document.documentElement;
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem('centralita') ?? '{}') ?? {};
  } catch {
    // storage is closed to us, or holds something else: the defaults
  }
  if (kept.theme === 'light' || kept.theme === 'dark') root.dataset.theme = kept.theme;
  if (kept.language === 'es' || kept.language === 'en') root.lang = kept.language;
})();
