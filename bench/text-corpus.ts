/** Made-up short texts with planted themes and near-copies: what the speed of the text methods is measured on. */
import { randomFrom } from '../src/methods/numeric/random.ts';

const THEMES = 150;
const WORDS = 20_000;
const WORDS_OF_A_THEME = 60;
const COPIED_SHARE = 0.05;

export interface TextCorpus {
  readonly texts: readonly string[];
  /** Theme each text was made from. */
  readonly themes: readonly number[];
  /** Each near-copy with the text it was made from. */
  readonly copies: readonly (readonly [number, number])[];
}

/** Texts of 8 to 23 words, half of them from the theme, the rest from everywhere; common words come as often as in a language. */
export function textCorpus(size: number, seed = 1): TextCorpus {
  const random = randomFrom(seed);
  const skewed = (below: number, power: number): number => Math.floor(random.uniform() ** power * below);
  const ofTheme = Array.from({ length: THEMES }, () =>
    Array.from({ length: WORDS_OF_A_THEME }, () => skewed(WORDS, 2)),
  );
  const texts: string[] = [];
  const themes: number[] = [];
  const copies: [number, number][] = [];
  while (texts.length < size) {
    if (texts.length > 0 && random.uniform() < COPIED_SHARE) {
      const from = random.below(texts.length);
      copies.push([from, texts.length]);
      themes.push(themes[from] ?? 0);
      texts.push(`${texts[from]} ${wordOf(random.below(WORDS))}`);
      continue;
    }
    const theme = skewed(THEMES, 1.5);
    const words = Array.from({ length: 8 + random.below(16) }, () =>
      wordOf(random.uniform() < 0.5 ? (ofTheme[theme]?.[skewed(WORDS_OF_A_THEME, 2)] ?? 0) : skewed(WORDS, 3)),
    );
    texts.push(words.join(' '));
    themes.push(theme);
  }
  return { texts, themes, copies };
}

const SYLLABLES = 'ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu'.split(' ');

/** A word for each number, three syllables and more. */
function wordOf(number: number): string {
  let left = number;
  let word = '';
  for (let syllable = 0; syllable < 3 || left > 0; syllable += 1) {
    word += SYLLABLES[left % SYLLABLES.length];
    left = Math.floor(left / SYLLABLES.length);
  }
  return word;
}
