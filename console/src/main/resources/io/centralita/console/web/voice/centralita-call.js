/**
 * A call to a Centralita switchboard from a page: the element `<centralita-call>`, and the class `CentralitaCall` for pages
 * that draw themselves. No dependency, no build step. How it is used: docs/browser-client.md.
 */
import { CentralitaCall } from './call.js';
import { CentralitaCallElement } from './element.js';

export { CentralitaCall, CentralitaCallElement };

if (!customElements.get('centralita-call')) customElements.define('centralita-call', CentralitaCallElement);
