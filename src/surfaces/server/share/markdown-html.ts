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

/** Lines of one kind in a row make one block. */
function blockHtml(lines: readonly string[]): readonly Html[] {
  const [first] = lines;
  if (first === undefined) return [];
  const is = kindOf(first);
  const length = is === 'heading' ? 1 : lines.findIndex((line) => kindOf(line) !== is);
  const own = length === -1 ? lines : lines.slice(0, length);
  return [printed(is, own), ...blockHtml(lines.slice(own.length))];
}

function kindOf(line: string): 'heading' | 'point' | 'row' | 'text' {
  if (HEADING.test(line)) return 'heading';
  if (POINT.test(line)) return 'point';
  return ROW.test(line) ? 'row' : 'text';
}

function printed(is: ReturnType<typeof kindOf>, lines: readonly string[]): Html {
  if (is === 'heading') return html`<h3>${plain((lines[0] ?? '').replace(HEADING, ''))}</h3>`;
  if (is === 'point') return html`<ul>${lines.map((line) => html`<li>${plain(line.replace(POINT, ''))}</li>`)}</ul>`;
  if (is === 'row') {
    const rows = lines.filter((line) => !RULE.test(line)).map((line) => line.trim().slice(1, -1).split('|'));
    return html`<table><tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${plain(cell.trim())}</td>`)}</tr>`)}</tbody></table>`;
  }
  return html`<p>${plain(lines.join(' '))}</p>`;
}

/** Without the marks of emphasis and code; a link keeps its words. */
function plain(text: string): string {
  return text
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/(\*\*|__|`)/g, '')
    .replaceAll(/\\([\\`*_[\]<>#|])/g, '$1');
}
