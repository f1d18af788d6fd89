/** Release notes as text: they are Markdown with pictures, reference links and some HTML. */

/** Without pictures, HTML and reference links; one line. @example plainNote('**New**: [PDF][1]\r\n\r\n[1]: x') // 'New: PDF' */
export function plainNote(note: string): string {
  return markdownNote(note)
    .replace(/\*\*|__|~~/g, '')
    .replace(/(^|\s)[*_]([^*_]+)[*_]/g, '$1$2')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The same, still Markdown with its paragraphs: for the notes of a release. */
export function markdownNote(note: string): string {
  return (
    note
      .replace(/!\[[^\]]*\](\[[^\]]*\]|\([^)]*\))/g, '')
      // What stands in code, as `<img>`, is said and not marked up.
      .replace(/`[^`]*`|<[^>]+>/g, (found) => (found.startsWith('`') ? found : ''))
      .replace(/^\s*\[\d+\]:.*$/gm, '')
      .replace(/\[([^\]]*)\]\s?(\[\d*\]|\([^)]*\))/g, '$1')
      .replace(/\r/g, '')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  );
}

const SENTENCE_END = /(?<=[.!?])\s+(?=[\p{Lu}“"])/u;

/** @example firstSentence('Print to PDF works. Learn more.') // 'Print to PDF works.' */
export function firstSentence(text: string): string {
  return text.split(SENTENCE_END)[0] ?? text;
}

/** The beginning, where a note says what it is about. */
export function leadOf(note: string): string {
  return firstSentence(plainNote(note)).slice(0, LEAD_MOST);
}
const LEAD_MOST = 160;

/** Cut at a word. @example shorten('Keep tabs compact', 10) // 'Keep tabs…' */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).replace(/[\s,;:–-]+$/, '')}…`;
}
