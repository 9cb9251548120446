// A text with numbered lines, of which some are marked.
import { LitElement, html } from 'lit';
import { t } from '../core/texts.js';

/** An event `change-text` has the text as its detail. Marks are `{line, message}`. */
class TextEditor extends LitElement {
  static properties = { text: {}, marks: {}, label: {} };

  createRenderRoot() {
    return this;
  }

  render() {
    const lines = this.text.split('\n').length;
    const marked = new Map(this.marks.filter((mark) => mark.line).map((mark) => [mark.line, mark.message]));
    return html`<div class="editor">
      <ol class="editor-lines" aria-hidden="true">${Array.from({ length: lines }, (_, i) => html`<li class=${marked.has(i + 1) ? 'marked' : ''} title=${marked.get(i + 1) ?? ''}>${i + 1}</li>`)}</ol>
      <textarea aria-label=${this.label} aria-description=${t('editor.hint')} aria-invalid=${marked.size ? 'true' : 'false'} spellcheck="false" autocapitalize="off" wrap="off" rows=${Math.min(40, Math.max(16, lines + 1))}
        .value=${this.text} @input=${(e) => this.#tell(e.target.value)} @keydown=${this.#key} @scroll=${(e) => (this.querySelector('.editor-lines').scrollTop = e.target.scrollTop)}></textarea>
    </div>`;
  }

  #tell(text) {
    this.text = text;
    this.dispatchEvent(new CustomEvent('change-text', { detail: text }));
  }

  /** Tab goes on; to indent, two spaces are typed with Ctrl and the closing bracket, as editors have it. */
  #key = (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== ']') return;
    event.preventDefault();
    event.target.setRangeText('  ', event.target.selectionStart, event.target.selectionEnd, 'end');
    this.#tell(event.target.value);
  };

  /** Puts the cursor at the beginning of a line, 1 or more. */
  go(line) {
    const area = this.querySelector('textarea');
    const lines = this.text.split('\n');
    const at = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    area.focus();
    area.setSelectionRange(at, at + (lines[line - 1]?.length ?? 0));
    area.scrollTop = (line - 4) * (area.scrollHeight / lines.length);
  }
}

customElements.define('text-editor', TextEditor);
