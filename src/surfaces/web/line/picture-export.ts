/** The line picture as a file: colours written out, generic fonts named, and the day it was true. */

export interface ExportText {
  /** `FEA-12 Compact tabs` */
  readonly title: string;
  /** `As of 22 Nov 2026` */
  readonly asOf: string;
  /** What is out of step, a sentence each. */
  readonly notes: readonly string[];
  /** Of the drawing, without what is only there to fill the screen. */
  readonly width: number;
  readonly height: number;
}

const SVG = 'http://www.w3.org/2000/svg';
const FONTS = '"Source Sans 3", "Source Sans Pro", system-ui, sans-serif';
const HEAD = 56;
const NOTE_HEIGHT = 20;
const MARGIN = 24;
const PIXELS_PER_POINT = 2;
/** A title and notes need room even where the line is short. */
const WIDTH_LEAST = 640;
/** The mean width of a letter of a note, in pixels: rather too wide than cut. */
const LETTER_PIXELS = 6.2;

/** A copy of the drawing that needs nothing of the page it came from. */
export function exportedSvg(drawing: SVGSVGElement, { title, asOf, notes, ...inner }: ExportText): string {
  const width = Math.max(inner.width, WIDTH_LEAST);
  const lines = notes.flatMap((note) => inLines(note, Math.floor((width - 2 * MARGIN) / LETTER_PIXELS)));
  const height = inner.height + HEAD + (lines.length === 0 ? 0 : lines.length * NOTE_HEIGHT + MARGIN);
  const root = svgElement('svg', { viewBox: `0 0 ${String(width)} ${String(height)}`, width, height });
  root.setAttribute('xmlns', SVG);
  root.setAttribute('font-family', FONTS);
  const place = { x: (width - inner.width) / 2, y: HEAD, width: inner.width, height: inner.height };
  const body = svgElement('svg', { ...place, viewBox: `0 0 ${String(inner.width)} ${String(inner.height)}` });
  body.append(...[...drawing.childNodes].map((node) => node.cloneNode(true)));
  keepWidths(drawing, body);
  for (const moved of body.querySelectorAll('[data-heads], [data-body]')) moved.removeAttribute('transform');
  for (const extra of body.querySelectorAll('[data-screen-only]')) extra.remove();
  root.append(
    svgElement('rect', { width, height, fill: 'var(--paper)' }),
    words(title, { y: 28, size: 16, colour: 'var(--ink)' }),
    words(asOf, { y: 46, size: 12, colour: 'var(--muted)' }),
    body,
  );
  lines.forEach((line, index) => {
    const y = inner.height + HEAD + MARGIN + index * NOTE_HEIGHT;
    root.append(words(line, { y, size: 12, colour: 'var(--amber)' }));
  });
  for (const anchor of root.querySelectorAll('a')) anchor.removeAttribute('href');
  return coloured(new XMLSerializer().serializeToString(root));
}

const LETTERING = 'tspan, text:not(:has(tspan))';

/** Where our typeface is missing a wider one would run out of its box: every line keeps the width it has on screen. */
function keepWidths(drawing: SVGSVGElement, copy: SVGSVGElement): void {
  const shown = [...drawing.querySelectorAll<SVGTextContentElement>(LETTERING)];
  for (const [index, line] of copy.querySelectorAll<SVGTextContentElement>(LETTERING).entries()) {
    const width = shown[index]?.getComputedTextLength() ?? 0;
    if (width === 0) continue;
    line.setAttribute('textLength', width.toFixed(1));
    line.setAttribute('lengthAdjust', 'spacingAndGlyphs');
  }
}

function svgElement<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/**
 * A text broken at words into lines of so many letters; what follows the first is set in.
 *
 * @example
 * inLines('1  Target date: 8 Dec', 12) // ['1  Target', '    date: 8 Dec']
 */
export function inLines(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= most || line.trim() === '') line = longer;
    else {
      lines.push(line);
      line = `${SET_IN}${word}`;
    }
  }
  return line === '' ? lines : [...lines, line];
}
/** Spaces that drawing programs keep. */
const SET_IN = '\u00a0\u00a0\u00a0\u00a0';

function words(
  text: string,
  { y, size, colour }: { readonly y: number; readonly size: number; readonly colour: string },
): SVGTextElement {
  const element = svgElement('text', { x: MARGIN, y, 'font-size': size, fill: colour });
  element.textContent = text;
  return element;
}

/** `var(--ink)` becomes the ink of the theme on screen. */
function coloured(markup: string): string {
  const style = getComputedStyle(document.documentElement);
  return markup.replace(/var\((--[a-z-]+)\)/g, (_, name: string) => style.getPropertyValue(name).trim());
}

/** The same drawing in pixels, twice as fine as on paper. */
export async function pngOf(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * PIXELS_PER_POINT;
    canvas.height = image.naturalHeight * PIXELS_PER_POINT;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (blob === null) throw new Error('The picture is too large for this browser to draw in pixels. Save it as SVG.');
    return blob;
  } finally {
    URL.revokeObjectURL(address);
  }
}
