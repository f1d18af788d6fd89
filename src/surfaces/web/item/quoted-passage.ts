/** Does a text still say what was quoted from it, word for word, and what does it say instead? */
import type { AnyItem, Kind, Link } from '../../../line/index.ts';

export type Quoted =
  /** The words stand where they are said to come from. */
  | { readonly is: 'there' }
  /** A passage much like it stands there now. */
  | { readonly is: 'changed'; readonly now: string }
  | { readonly is: 'gone' };

/** Two passages that share fewer words than this are two passages. */
const ALIKE_SHARE = 0.4;
const WORD = /[\p{L}\p{N}]+/gu;

/**
 * Looks for a quote in the texts it was taken from. Only spaces and line ends may differ.
 *
 * @example
 * quotedIn('The tabs are too tall.', ['Hello. The tabs are much too tall. Thanks.'])
 * // { is: 'changed', now: 'The tabs are much too tall.' }
 */
export function quotedIn(quote: string, texts: readonly string[]): Quoted {
  const wanted = spaced(quote);
  const all = texts.map(spaced);
  if (wanted === '' || all.some((text) => text.includes(wanted))) return { is: 'there' };
  const length = Math.max(1, sentencesOf(wanted).length);
  const passages = all.flatMap((text) => windowsOf(sentencesOf(text), length));
  let best = { share: 0, now: '' };
  for (const now of passages) {
    const share = sharedWords(wanted, now);
    if (share > best.share) best = { share, now };
  }
  return best.share >= ALIKE_SHARE ? { is: 'changed', now: best.now } : { is: 'gone' };
}

/** The words a link quotes from what it relies on; empty where it quotes nothing. */
export function quoteOn({ fields }: Pick<Link, 'fields'>): string {
  return typeof fields.quote === 'string' ? fields.quote : '';
}

/** Every text of an item that could have been quoted. */
export function textsOf(kind: Kind, item: AnyItem): readonly string[] {
  const written = Object.entries(kind.fields).filter(([, { type }]) => type === 'text' || type === 'longText');
  const values: Readonly<Record<string, unknown>> = item;
  return ['title', 'description', ...written.map(([name]) => name)].flatMap((name) => {
    const value = values[name];
    return typeof value === 'string' ? [value] : [];
  });
}

/**
 * Where a passage begins and ends in the first text that has it, as the link keeps it; nothing where none has it.
 *
 * @example
 * placeOf('too tall.', ['They are too\ntall.']) // { quoteStart: 9, quoteEnd: 18 }
 */
export function placeOf(passage: string, texts: readonly string[]): Readonly<Record<string, number>> {
  const words = spaced(passage)
    .split(' ')
    .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  const at = new RegExp(words.join('\\s+'), 'u');
  for (const text of texts) {
    const found = at.exec(text);
    if (found !== null) return { quoteStart: found.index, quoteEnd: found.index + found[0].length };
  }
  return {};
}

const spaced = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

function sentencesOf(text: string): readonly string[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });
  return [...segmenter.segment(text)].map(({ segment }) => segment.trim()).filter((sentence) => sentence !== '');
}

/** So many sentences in a row, wherever they begin; all of them where there are fewer. */
function windowsOf(sentences: readonly string[], length: number): readonly string[] {
  if (sentences.length <= length) return sentences.length === 0 ? [] : [sentences.join(' ')];
  return sentences.slice(0, sentences.length - length + 1).map((_, at) => sentences.slice(at, at + length).join(' '));
}

/** Sørensen and Dice: twice the words in common, by the words of both. */
function sharedWords(a: string, b: string): number {
  const [first, second] = [wordsOf(a), wordsOf(b)];
  const held = new Map<string, number>();
  for (const word of first) held.set(word, (held.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of second) {
    const left = held.get(word) ?? 0;
    if (left === 0) continue;
    held.set(word, left - 1);
    common += 1;
  }
  return (2 * common) / Math.max(1, first.length + second.length);
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(WORD) ?? [];
