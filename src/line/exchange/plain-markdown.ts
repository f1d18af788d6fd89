/** HTML that tools export inside cells, as Markdown: paragraphs, lists, emphasis, links and code; every other tag falls away. */

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  hellip: '…',
  ndash: '–',
  mdash: '—',
};
const TAG = /<\/?(?:p|div|br|ul|ol|li|a|b|strong|i|em|code|pre|h[1-6]|span|blockquote|table|tr|td|th|img|hr)\b[^>]*>/i;

export function looksLikeHtml(text: string): boolean {
  return TAG.test(text);
}

/**
 * @example
 * plainMarkdown('<p>Give me <b>compact</b> tabs</p>') // 'Give me **compact** tabs'
 */
export function plainMarkdown(html: string): string {
  return decodeEntities(
    html
      .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
      .replace(/<!--[\s\S]*?-->/g, '')
      .replace(/\s*[\r\n]+\s*/g, ' ')
      .replace(/<br\s*\/?>/gi, '\n')
      .replace(
        /<a\b[^>]*\bhref\s*=\s*["'](https?:[^"']*)["'][^>]*>([\s\S]*?)<\/a\s*>/gi,
        (_all, href: string, label: string) => linkText(href, label),
      )
      .replace(/<(?:b|strong)\b[^>]*>\s*([\s\S]*?)\s*<\/(?:b|strong)\s*>/gi, '**$1**')
      .replace(/<(?:i|em)\b[^>]*>\s*([\s\S]*?)\s*<\/(?:i|em)\s*>/gi, '*$1*')
      .replace(/<code\b[^>]*>([\s\S]*?)<\/code\s*>/gi, '`$1`')
      .replace(/<h[1-6]\b[^>]*>/gi, '\n\n### ')
      .replace(/<li\b[^>]*>\s*/gi, '\n- ')
      .replace(/<\/(?:p|div|h[1-6]|ul|ol|blockquote|tr|pre)\s*>|<(?:p|div|ul|ol|hr|blockquote|pre)\b[^>]*>/gi, '\n\n')
      .replace(/<\/?[a-z][^>]*>/gi, ''),
  )
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n[ \t]+(?!-)/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function linkText(href: string, label: string): string {
  const plain = label.replace(/<[^>]*>/g, '').trim();
  return plain === '' || plain === href ? href : `[${plain}](${href})`;
}

function decodeEntities(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}
