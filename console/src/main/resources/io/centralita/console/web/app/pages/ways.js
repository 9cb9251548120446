// The three ways to get a call in five minutes.
import { html } from 'lit';
import { t } from '../core/texts.js';
import { command } from '../parts/bits.js';
import { icon } from '../parts/icons.js';

const ASTERISK = 'exten => 100,1,Stasis(centralita)';

export const ways = () => html`
  <ol class="ways">
    <li class="way best">
      <span class="way-picture">${icon('mic')}</span>
      <h2>${t('ways.browser')}</h2><p class="way-time">${t('ways.browser.time')}</p>
      <p>${t('ways.browser.text')}</p>
      <a class="button primary" href="/try">${icon('calls')}${t('ways.browser.go')}</a>
    </li>
    <li class="way">
      <span class="way-picture">${icon('calls')}</span>
      <h2>${t('ways.twilio')}</h2><p class="way-time">${t('ways.twilio.time')}</p>
      <ol class="steps">
        <li>${t('ways.twilio.1')}${command('PUBLIC_URL=https://…  TWILIO_AUTH_TOKEN=…')}</li>
        <li>${t('ways.twilio.2')}${command(`${location.protocol === 'https:' ? location.origin : 'https://…'}/api/twilio/webhook`)}</li>
        <li>${t('ways.check')}${command('./centralita doctor twilio')}</li>
      </ol>
    </li>
    <li class="way">
      <span class="way-picture">${icon('network')}</span>
      <h2>${t('ways.asterisk')}</h2><p class="way-time">${t('ways.asterisk.time')}</p>
      <ol class="steps">
        <li>${t('ways.asterisk.1')}${command(ASTERISK)}</li>
        <li>${t('ways.asterisk.2')}${command('ASTERISK_HOST=127.0.0.1 ASTERISK_USERNAME=centralita ASTERISK_PASSWORD=…')}</li>
        <li>${t('ways.check')}${command('./centralita doctor asterisk')}</li>
      </ol>
    </li>
  </ol>`;
