import { speak } from './core/texts.js';
import { fetchAhead, startRouting } from './core/router.js';
import { startStream } from './core/stream.js';
import { Shell } from './parts/shell.js';

await speak(document.documentElement.lang);
startRouting();
customElements.define('centralita-console', Shell);
startStream();
fetchAhead();
