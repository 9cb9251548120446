// An address that is no view.
import { html } from 'lit';
import { t } from '../core/texts.js';
import { View } from '../core/router.js';
import { emptyState } from '../parts/states.js';
import { heading } from '../parts/bits.js';

class Nowhere extends View {
  render() {
    return html`${heading(t('nowhere.title'))}${emptyState('search', t('state.missing'), t('nowhere.text'), html`<a class="button primary" href="/">${t('nowhere.home')}</a>`)}`;
  }
}

customElements.define('page-nowhere', Nowhere);
