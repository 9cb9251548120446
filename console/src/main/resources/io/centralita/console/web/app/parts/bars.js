// A few bars over time, drawn small. The numbers are in the table that goes with it.
import { html, svg } from 'lit';

/**
 * @param bars `{label, value, bad, text}`: bad is the part of the value that went wrong
 * @param caption what is counted
 */
export function bars(items, caption) {
  const most = Math.max(1, ...items.map((item) => item.value));
  const each = 100 / items.length;
  return html`
    <figure class="bars">
      <svg viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">
        ${items.map((item, i) => {
          const height = (item.value / most) * 39;
          const bad = (item.bad / most) * 39;
          return svg`<g><title>${item.text}</title>
            <rect class="room" x=${i * each} y="0" width=${each} height="40"/>
            <rect class="bar" x=${i * each + each * 0.16} y=${40 - Math.max(height, item.value ? 1 : 0.3)} width=${each * 0.68} height=${Math.max(height, item.value ? 1 : 0.3)}/>
            ${bad ? svg`<rect class="bar bad" x=${i * each + each * 0.16} y=${40 - bad} width=${each * 0.68} height=${bad}/>` : ''}</g>`;
        })}
      </svg>
      <div class="bars-axis" aria-hidden="true">${items.map((item) => html`<span>${item.label}</span>`)}</div>
      <table class="quiet"><caption>${caption}</caption><tbody>${items.filter((item) => item.value).map((item) => html`<tr><th scope="row">${item.text}</th><td>${item.value}</td></tr>`)}</tbody></table>
    </figure>`;
}
