import { type Content, html, type Markup } from '../html/markup.ts';

/** A table whose rows become cards on a phone: each cell carries its column's name. Empty cells vanish there. */
export function stackTable(columns: readonly string[], rows: readonly (readonly Content[])[]): Markup {
  const head = columns.map((name) => html`<th scope="col">${name}</th>`);
  const body = rows.map(
    (cells) =>
      html`<tr>${cells.map((cell, index) => html`<td data-label="${columns[index]}">${cell}</td>`)}</tr>`,
  );
  return html`<table class="stack"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}
