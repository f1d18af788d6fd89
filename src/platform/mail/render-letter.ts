/** The look of a letter: paper, ink and one accent, as text and as HTML that holds in light and dark. */
import type { Letter } from './letter.ts';

export interface RenderedLetter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const FONT = "font-family:'Source Sans 3',-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPED[sign] ?? sign);

/** Dark colours for mail programs that ask for them; the others show the light ones written inline. */
const DARK = `@media (prefers-color-scheme:dark){
.paper{background:#161513!important}.ink{color:#ece8e1!important}.muted{color:#b0a99e!important}
.line{border-color:#2e2b27!important}.button{background:#93b3f5!important;color:#10131a!important}.code{background:#201e1b!important;color:#ece8e1!important}}`;

/**
 * A letter as it is sent. Texts are escaped; the only address in it is below the public address of the installation.
 *
 * @example
 * renderLetter(signInCodeLetter('482913', 5), 'https://line.example').text
 */
export function renderLetter(letter: Letter, publicUrl: string): RenderedLetter {
  const url = letter.action === undefined ? undefined : new URL(letter.action.path, publicUrl).href;
  return { subject: oneLine(letter.subject), text: asText(letter, url), html: asHtml(letter, url) };
}

/** A header takes one line; a line break in a name must not start another header. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function asText(letter: Letter, url: string | undefined): string {
  const action = url === undefined ? [] : [`${letter.action?.label ?? ''}:\n${url}`];
  const code = letter.code === undefined ? [] : [letter.code];
  return `${[letter.heading, ...code, ...letter.paragraphs, ...action, `-- \n${letter.footnote}`].join('\n\n')}\n`;
}

function asHtml(letter: Letter, url: string | undefined): string {
  const paragraphs = letter.paragraphs.map((text) => paragraph('ink', '#1c1a17', 16, text)).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(letter.subject)}</title><style>${DARK}</style></head>
<body class="paper" style="margin:0;padding:0;background:#fbfaf7">
<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" style="background:#fbfaf7"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;text-align:left"><tr><td>
<p class="muted" style="${FONT};margin:0 0 24px;font-size:14px;color:#5b564e">Throughline</p>
<h1 class="ink" style="${FONT};margin:0 0 16px;font-size:28px;line-height:1.25;font-weight:600;color:#1c1a17">${escapeHtml(letter.heading)}</h1>
${letter.code === undefined ? '' : codeBlock(letter.code)}${paragraphs}${url === undefined ? '' : button(letter.action?.label ?? '', url)}
<div class="line" style="border-top:1px solid #e5e1d8;margin:32px 0 16px"></div>${paragraph('muted', '#5b564e', 13, letter.footnote)}
</td></tr></table></td></tr></table></body></html>`;
}

function paragraph(kind: 'ink' | 'muted', colour: string, pixels: number, text: string): string {
  return `<p class="${kind}" style="${FONT};margin:0 0 16px;font-size:${pixels}px;line-height:1.5;color:${colour}">${escapeHtml(text)}</p>`;
}

function codeBlock(code: string): string {
  return `<p class="code" style="margin:0 0 16px;padding:16px;background:#f3f1ec;border-radius:6px;font:600 28px/1 ui-monospace,Menlo,Consolas,monospace;letter-spacing:6px;color:#1c1a17">${escapeHtml(code)}</p>`;
}

function button(label: string, url: string): string {
  return `<p style="margin:24px 0"><a class="button" href="${escapeHtml(url)}" style="${FONT};display:inline-block;padding:12px 20px;border-radius:6px;background:#2456b8;color:#ffffff;font-size:16px;text-decoration:none">${escapeHtml(label)}</a></p>
<p class="muted" style="${FONT};margin:0 0 16px;font-size:13px;line-height:1.5;color:#5b564e;word-break:break-all">${escapeHtml(url)}</p>`;
}
