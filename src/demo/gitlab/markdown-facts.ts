/** Lists and tables of handbook pages as plain values. */

const LINK = /\[([^\]]*)\]\([^)]*\)/g;

/** One line without links, marks and breaks. @example plainLine('- **Fast** [CI](/ci)<br>') // 'Fast CI' */
export function plainLine(text: string): string {
  return text
    .replace(LINK, '$1')
    .replace(/<br\s*\/?>/g, ' ')
    .replace(/<[^>]+>|\*\*|`/g, '')
    .replace(/^\s*([-*]|\d+\.)\s+/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The points of a list. @example bulletsOf('- One\n- Two') // ['One', 'Two'] */
export function bulletsOf(text: string | undefined): readonly string[] {
  const lines = (text ?? '').split('\n').filter((line) => /^\s*([-*]|\d+\.)\s+\S/.test(line));
  return lines.map(plainLine).filter((line) => line !== '');
}

/** The points under a bold heading of a list of lists. @example under('* **Goals:**\n   * Ship', 'Goals') // ['Ship'] */
export function under(text: string | undefined, heading: string): readonly string[] {
  const parts = (text ?? '').split(/^\*\s+\*\*/m);
  const part = parts.find((one) => one.toLowerCase().startsWith(heading.toLowerCase()));
  return part === undefined ? [] : bulletsOf(part.split('\n').slice(1).join('\n'));
}

/** Rows of every table: the cells after the first, by the plain text of the first. */
export function tableRows(markdown: string): ReadonlyMap<string, readonly string[]> {
  const rows = new Map<string, readonly string[]>();
  for (const line of markdown.split('\n')) {
    if (!line.startsWith('|') || /^\|[\s|:-]+$/.test(line)) continue;
    const [name = '', ...cells] = line.split('|').slice(1, -1);
    const key = plainLine(name);
    if (key !== '' && !rows.has(key))
      rows.set(
        key,
        cells.map((cell) => cell.trim()),
      );
  }
  return rows;
}

/** The points in one cell. @example pointsOf('- One <br> - Two') // ['One', 'Two'] */
export function pointsOf(cell: string): readonly string[] {
  return cell
    .split(/<br\s*\/?>/)
    .map(plainLine)
    .filter((line) => line !== '');
}

/** The first sentence, for titles and summaries. */
export function firstSentenceOf(text: string | undefined): string {
  const plain = plainLine((text ?? '').split(/\n\s*\n/)[0] ?? '');
  return plain.split(/(?<=[.!?])\s+(?=\p{Lu})/u)[0] ?? plain;
}
