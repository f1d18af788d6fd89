/** The line picture as a file: colours written out, generic fonts named, and the day it was true. */

export interface ExportText {
  /** `FEA-12 Compact tabs` */
  readonly title: string;
  /** `As of 22 Nov 2026` */
  readonly asOf: string;
  /** What is out of step, a sentence each. */
  readonly notes: readonly string[];
}

const SVG = 'http://www.w3.org/2000/svg';
const FONTS = '"Source Sans 3", "Source Sans Pro", system-ui, sans-serif';
const HEAD = 56;
const NOTE_HEIGHT = 20;
const MARGIN = 24;
const PIXELS_PER_POINT = 2;

/** A copy of the drawing that needs nothing of the page it came from. */
export function exportedSvg(drawing: SVGSVGElement, { title, asOf, notes }: ExportText): string {
  const width = drawing.viewBox.baseVal.width;
  const inner = drawing.viewBox.baseVal.height;
  const height = inner + HEAD + (notes.length === 0 ? 0 : notes.length * NOTE_HEIGHT + MARGIN);
  const root = document.createElementNS(SVG, 'svg');
  root.setAttribute('xmlns', SVG);
  root.setAttribute('viewBox', `0 0 ${String(width)} ${String(height)}`);
  root.setAttribute('width', String(width));
  root.setAttribute('height', String(height));
  root.setAttribute('font-family', FONTS);
  const ground = document.createElementNS(SVG, 'rect');
  ground.setAttribute('width', String(width));
  ground.setAttribute('height', String(height));
  ground.setAttribute('fill', 'var(--paper)');
  const body = document.createElementNS(SVG, 'g');
  body.setAttribute('transform', `translate(0 ${String(HEAD)})`);
  body.append(...[...drawing.childNodes].map((node) => node.cloneNode(true)));
  root.append(
    ground,
    words(title, { y: 28, size: 16, colour: 'var(--ink)' }),
    words(asOf, { y: 46, size: 12, colour: 'var(--muted)' }),
    body,
  );
  notes.forEach((note, index) => {
    root.append(words(note, { y: inner + HEAD + MARGIN / 2 + index * NOTE_HEIGHT, size: 12, colour: 'var(--amber)' }));
  });
  for (const anchor of root.querySelectorAll('a')) anchor.removeAttribute('href');
  return coloured(new XMLSerializer().serializeToString(root));
}

function words(
  text: string,
  { y, size, colour }: { readonly y: number; readonly size: number; readonly colour: string },
): SVGTextElement {
  const element = document.createElementNS(SVG, 'text');
  element.setAttribute('x', String(MARGIN));
  element.setAttribute('y', String(y));
  element.setAttribute('font-size', String(size));
  element.setAttribute('fill', colour);
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
