/** Guesses where each column of a file leads, from its name and what its values look like; the person has the last word. */
import type { Cell, Column } from '../../platform/file/index.ts';
import { cellText } from './cell-text.ts';
import { readFlag } from './choose-option.ts';
import { dateOrderOf, readDay } from './read-date.ts';
import { decimalSignOf, readMoney, readNumber } from './read-number.ts';
import type { Target } from './target.ts';
import { bareOf, coreOf, fold, isIdOfAnother, usualPlace } from './usual-names.ts';

export type Looks = 'empty' | 'number' | 'money' | 'date' | 'flag' | 'email' | 'url' | 'words' | 'text';

export interface Suggestion {
  readonly to: string;
  /** 0 to 1. */
  readonly confidence: number;
}

/** A few broken cells do not make a column of dates one of texts. */
const SHARE_NEEDED = 0.66;

/** What most of a column's values look like. @example looksOf(['3/6/21', '4/6/21']) // 'date' */
export function looksOf(cells: readonly Cell[]): Looks {
  const texts = cells.map(cellText).filter((text) => text !== '');
  if (texts.length === 0) return 'empty';
  const most = (test: (text: string) => boolean): boolean => texts.filter(test).length >= texts.length * SHARE_NEEDED;
  const sign = decimalSignOf(texts);
  const { order } = dateOrderOf(texts);
  if (most((text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text))) return 'email';
  if (most((text) => /^https?:\/\/\S+$/i.test(text))) return 'url';
  if (most((text) => readNumber(text, sign) !== undefined)) return 'number';
  const amounts = texts
    .map((text) => readMoney(text, { sign, currency: null }))
    .filter((amount) => amount !== undefined);
  if (amounts.length >= texts.length * SHARE_NEEDED && amounts.some((amount) => amount !== 'no-currency'))
    return 'money';
  if (most((text) => readDay(text, order) !== undefined)) return 'date';
  if (most((text) => readFlag(text) !== undefined)) return 'flag';
  const distinct = new Set(texts).size;
  return texts.length >= 8 && distinct <= texts.length / 2 && most((text) => text.length <= 40) ? 'words' : 'text';
}

/**
 * One suggestion a column at most, and each single-valued target once: the surest claim wins.
 *
 * @example
 * suggestMapping([{ column, cells }], targetsOf(feedback, [])) // Map { 'Star Rating' => { to: 'rating', confidence: 0.85 } }
 */
export function suggestMapping(
  columns: readonly { readonly column: Column; readonly cells: readonly Cell[] }[],
  targets: readonly Target[],
): ReadonlyMap<string, Suggestion> {
  const claims = columns
    .flatMap(({ column, cells }) => {
      const looks = looksOf(cells);
      if (looks === 'empty') return [];
      const tellsApart = isDistinct(cells);
      return targets.map((target) => ({
        column: column.name,
        target,
        confidence:
          nameFit(column, target) * valueFit(looks, target) * (target.shape !== 'sourceId' || tellsApart ? 1 : 0.3),
      }));
    })
    .filter((claim) => claim.confidence >= 0.4)
    .sort((a, b) => b.confidence - a.confidence);
  const taken = new Set<string>();
  const suggestions = new Map<string, Suggestion>();
  for (const { column, target, confidence } of claims) {
    if (suggestions.has(column) || (taken.has(target.to) && !takesMany(target))) continue;
    taken.add(target.to);
    suggestions.set(column, { to: target.to, confidence: Math.round(confidence * 100) / 100 });
  }
  if (!taken.has('title')) giveTitle(claims, suggestions);
  return suggestions;
}

/** What several rows have in common is the id of something else: of the survey, the collector, the project. */
function isDistinct(cells: readonly Cell[]): boolean {
  const texts = cells.map(cellText).filter((text) => text !== '');
  return texts.length < SAME_FEWEST || new Set(texts).size >= texts.length * DISTINCT_SHARE;
}
/** So few rows may be alike by chance. */
const SAME_FEWEST = 4;
const DISTINCT_SHARE = 0.9;

interface Claim {
  readonly column: string;
  readonly target: Target;
  readonly confidence: number;
}

/** Every item needs a title: a column that could give it does, even where a field of its very name is there too. */
function giveTitle(claims: readonly Claim[], suggestions: Map<string, Suggestion>): void {
  const best = claims.find((claim) => claim.target.to === 'title');
  if (best !== undefined)
    suggestions.set(best.column, { to: 'title', confidence: Math.round(best.confidence * 100) / 100 });
}

/** Several columns may fill it: `Labels`, `Labels (2)`. */
export function takesMany(target: Target): boolean {
  if (target.shape === 'tags') return true;
  if (target.shape === 'reference') return target.many;
  return (
    target.shape === 'field' &&
    (target.field.type === 'list' || target.field.type === 'multiSelect' || target.field.type === 'people')
  );
}

function nameFit(column: Column, target: Target): number {
  const title = fold(column.title);
  const core = coreOf(column.title);
  const names = [fold(target.to.replace(/^(link:|custom\.)/, '')), fold(target.label)];
  if (names.includes(title)) return 1;
  if (names.includes(core) || names.includes(bareOf(core))) return 0.9;
  const place = usualPlace([title, core, bareOf(core)], target.to);
  if (place >= 0) return (isIdOfAnother(core) ? 0.75 : 0.85) - place * 0.05;
  const words = new Set(core.split(' ').filter((word) => word.length > 2));
  return Math.max(...names.map((name) => overlap(words, name))) * 0.7;
}

function overlap(words: ReadonlySet<string>, name: string): number {
  const others = new Set(name.split(' ').filter((word) => word.length > 2));
  const shared = [...words].filter((word) => others.has(word)).length;
  return shared === 0 ? 0 : shared / (words.size + others.size - shared);
}

const FITS: Readonly<Record<string, readonly Looks[]>> = {
  number: ['number', 'money'],
  money: ['money', 'number'],
  date: ['date'],
  instant: ['date'],
  flag: ['flag', 'number'],
  email: ['email'],
  url: ['url'],
  person: ['email', 'words', 'text'],
  people: ['email', 'words', 'text'],
  select: ['words', 'text', 'number', 'flag'],
};

/** Values that cannot be what the target takes make a good name worthless. */
function valueFit(looks: Looks, target: Target): number {
  if (target.shape === 'sourceId') return looks === 'date' || looks === 'flag' ? 0.3 : 1;
  if (target.shape === 'state') return looks === 'words' || looks === 'text' || looks === 'flag' ? 1 : 0.2;
  if (target.shape !== 'field') return 1;
  const fitting = FITS[target.field.type];
  if (fitting === undefined) return target.to === 'title' && (looks === 'number' || looks === 'date') ? 0.3 : 1;
  return fitting.includes(looks) ? 1 : 0.3;
}
