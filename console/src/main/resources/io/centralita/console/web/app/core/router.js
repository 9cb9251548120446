// Which view is shown: its path is the address.
import { LitElement } from 'lit';

const listeners = new Set();

/** Views by the first part of the path; `title` is a key of the texts. */
export const VIEWS = {
  '': { tag: 'page-home', load: () => import('../pages/home.js'), title: 'nav.home' },
  live: { tag: 'page-live', load: () => import('../pages/live.js'), title: 'nav.live' },
  calls: { tag: 'page-calls', load: () => import('../pages/calls.js'), title: 'nav.calls' },
  try: { tag: 'page-try', load: () => import('../pages/try.js'), title: 'nav.try' },
  network: { tag: 'page-network', load: () => import('../pages/network.js'), title: 'nav.network' },
  tenants: { tag: 'page-tenants', load: () => import('../pages/tenants.js'), title: 'nav.tenants' },
  numbers: { tag: 'page-numbers', load: () => import('../pages/numbers.js'), title: 'nav.numbers' },
  callers: { tag: 'page-callers', load: () => import('../pages/callers.js'), title: 'nav.callers' },
  prompts: { tag: 'page-prompts', load: () => import('../pages/prompts.js'), title: 'nav.prompts' },
  tools: { tag: 'page-tools', load: () => import('../pages/tools.js'), title: 'nav.tools' },
  settings: { tag: 'page-settings', load: () => import('../pages/settings.js'), title: 'nav.settings' },
  doctor: { tag: 'page-doctor', load: () => import('../pages/doctor.js'), title: 'nav.doctor' },
  stats: { tag: 'page-stats', load: () => import('../pages/stats.js'), title: 'nav.stats' },
};

/** Views that show one thing of a list: `/calls/CA1`. */
const DETAILS = {
  live: { tag: 'page-live-call', load: () => import('../pages/live-call.js'), title: 'live.call.title' },
  calls: { tag: 'page-call', load: () => import('../pages/call.js'), title: 'call.title' },
  tenants: { tag: 'page-tenant', load: () => import('../pages/tenant.js'), title: 'tenant.title' },
};

/** Fetches what the other views need while nothing else is to do: then they open at once, and without a server too. */
export async function fetchAhead() {
  for (const { load } of [...Object.values(VIEWS), ...Object.values(DETAILS)]) {
    await new Promise((resume) => ('requestIdleCallback' in window ? requestIdleCallback(resume, { timeout: 5_000 }) : setTimeout(resume, 300)));
    await load().catch(() => {}); // asked for again when it is wanted
  }
}

/** What the address says. */
export function here() {
  const [view = '', ...rest] = location.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const detail = rest.length && DETAILS[view];
  return {
    view,
    id: rest.join('/'),
    parameters: new URLSearchParams(location.search),
    ...(detail || VIEWS[view] || { tag: 'page-nowhere', load: () => import('../pages/nowhere.js'), title: 'nowhere.title' }),
  };
}

/** @param listener gets `true` where another view is to be shown, not only another part of it */
export function onRoute(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const told = (moved) => listeners.forEach((listener) => listener(moved));

export function go(path) {
  const before = location.pathname;
  history.pushState(null, '', path);
  told(before !== location.pathname);
}

/** Another address of what is shown already: filters, a moment. Nothing is announced. */
export function rename(path) {
  history.replaceState(null, '', path);
}

export function startRouting() {
  addEventListener('popstate', () => told(true));
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    const [view] = link.pathname.split('/').filter(Boolean);
    if (view !== undefined && !Object.hasOwn(VIEWS, view)) return;
    if (link.getAttribute('href').startsWith('#')) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}

/** A view. It renders into the page, where the one style sheet and every label reach it. */
export class View extends LitElement {
  static properties = { route: { attribute: false } };

  createRenderRoot() {
    return this;
  }
}
