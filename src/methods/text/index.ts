/** Methods on texts: words, search, likeness, themes, opinion, language, trend. */

import { closestTexts } from './closest-texts.ts';
import { languageDetection } from './language-detection.ts';
import { nearDuplicates } from './near-duplicates.ts';
import { searchRanking } from './search-ranking.ts';
import { sentiment } from './sentiment.ts';
import { textSimilarity } from './text-similarity.ts';
import { themeTrend } from './theme-trend.ts';
import { themes } from './themes.ts';
import { wordStems } from './word-stems.ts';

export const textMethods = [
  wordStems,
  searchRanking,
  textSimilarity,
  nearDuplicates,
  closestTexts,
  themes,
  themeTrend,
  sentiment,
  languageDetection,
] as const;

export {
  closestTexts,
  languageDetection,
  nearDuplicates,
  searchRanking,
  sentiment,
  textSimilarity,
  themes,
  themeTrend,
  wordStems,
};
