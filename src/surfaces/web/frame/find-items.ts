/** Items by what was typed, from memory: keys first, then titles that begin with it, then titles that hold every word. */
import type { AnyItem, Mirror } from '../../../line/index.ts';

const FOLDED = new WeakMap<AnyItem, string>();

/** Small letters without accents: `Prioridade É` is found by `prioridade e`. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The title folded, once for each item as it is. */
export function foldedTitle(item: AnyItem): string {
  const known = FOLDED.get(item);
  if (known !== undefined) return known;
  const folded = fold(item.title);
  FOLDED.set(item, folded);
  return folded;
}

/** @example findItems(mirror, 'fea-12', 8) */
export function findItems(mirror: Mirror, typed: string, limit: number): readonly AnyItem[] {
  const wanted = fold(typed.trim());
  if (wanted === '') return [];
  const exact = mirror.find(wanted);
  const tokens = wanted.split(/\s+/);
  const beginning: AnyItem[] = [];
  const holding: AnyItem[] = [];
  for (const item of mirror.items()) {
    if (item.archivedAt !== null || item === exact) continue;
    const title = foldedTitle(item);
    if (title.startsWith(wanted)) beginning.push(item);
    else if (holding.length < limit && tokens.every((token) => title.includes(token))) holding.push(item);
    if (beginning.length >= limit) break;
  }
  return [...(exact === undefined ? [] : [exact]), ...beginning, ...holding].slice(0, limit);
}
