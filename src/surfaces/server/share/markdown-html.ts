/** Markdown as plain HTML: headings, lists, tables and paragraphs; marks of emphasis fall away, and nothing in it is ever markup. */
import { type Html, html } from '../html.ts';

/**
 * @example
 * markdownHtml('## Why\n\n- one\n- two').text // '<h3>Why</h3><ul><li>one</li><li>two</li></ul>'
 */
export function markdownHtml(text: string): Html {
  const blocks = text.replaceAll('\r\n', '\n').split(/\n{2,}/);
  return html`${blocks.flatMap((block) => blockHtml(block.split('\n').filter((line) => line.trim() !== '')))}`;
}

const HEADING = /^#{1,6}\s+/;
const POINT = /^\s*(?:[-*+]|\d+[.)])\s+/;
const ROW = /^\s*\|.*\|\s*$/;
const RULE = /^[\s|:-]+$/;

/** Lines of one kind in a row make one part; a heading is a part of its own. */
function blockHtml(lines: readonly string[]): readonly Html[] {
  const parts: { readonly is: LineKind; readonly lines: string[] }[] = [];
  for (const line of lines) {
    const is = kindOf(line);
    const last = parts.at(-1);
    if (last?.is === is && is !== 'heading') last.lines.push(line);
    else parts.push({ is, lines: [line] });
  }
  return parts.map((part) => printed(part.is, part.lines));
}

type LineKind = 'heading' | 'point' | 'row' | 'text';

function kindOf(line: string): LineKind {
  if (HEADING.test(line)) return 'heading';
  if (POINT.test(line)) return 'point';
  return ROW.test(line) ? 'row' : 'text';
}

function printed(is: LineKind, lines: readonly string[]): Html {
  if (is === 'heading') return html`<h3>${plain((lines[0] ?? '').replace(HEADING, ''))}</h3>`;
  if (is === 'point') return html`<ul>${lines.map((line) => html`<li>${plain(line.replace(POINT, ''))}</li>`)}</ul>`;
  if (is === 'row') {
    const rows = lines.filter((line) => !RULE.test(line)).map((line) => line.trim().slice(1, -1).split('|'));
    return html`<table><tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${plain(cell.trim())}</td>`)}</tr>`)}</tbody></table>`;
  }
  return html`<p>${plain(lines.join(' '))}</p>`;
}

/** Neither words nor address may hold an opening bracket, so that text full of them is read once and not from each anew. */
const LINK = /!?\[([^[\]]*)\]\([^()]*\)/g;

/** Without the marks of emphasis and code; a link keeps its words. */
function plain(text: string): string {
  return text
    .replaceAll(LINK, '$1')
    .replaceAll(/(\*\*|__|`)/g, '')
    .replaceAll(/\\([\\`*_[\]<>#|])/g, '$1');
}
