/** A finding's sentence where its item stands above it already: what is said of the item, without naming it once more. */
import { named } from '../../../domain/organisation/index.ts';
import type { AnyItem } from '../../../line/index.ts';

/** @example ownSentence('LCH-2 “Firefox 154” says no approved message.', launch) // 'Says no approved message.' */
export function ownSentence(sentence: string, item: Pick<AnyItem, 'key' | 'title'>): string {
  const name = `${named(item)} `;
  if (!sentence.startsWith(name)) return sentence;
  const rest = sentence.slice(name.length);
  return `${rest.charAt(0).toUpperCase()}${rest.slice(1)}`;
}
