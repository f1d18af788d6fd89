/** What the pages of the site are called, and whose they are: their names are paths. */

const PROPER: Readonly<Record<string, string>> = {
  ios: 'iOS',
  android: 'Android',
  focus: 'Firefox Focus',
  index: 'overview',
  shared: 'what all say',
  pdf: 'PDF',
  whatsnew: 'What’s new',
  navigation_v2: 'Site menu',
};

/**
 * The year stays: some pages have one in their name and a younger page beside them.
 *
 * @example
 * pageTitle('firefox/features/fast-2024') // 'Fast (2024)'
 * pageTitle('firefox/browsers/compare/chrome') // 'Compare with Chrome'
 */
export function pageTitle(page: string): string {
  const [, name = page, year] = /^(.*?)(?:-(20\d\d))?$/.exec(page) ?? [];
  const words = name
    .replace(/^firefox\/(features\/(?!index|shared)|browsers\/|more\/)?/, '')
    .split('/')
    .map(
      (part) =>
        PROPER[part] ??
        part
          .split('-')
          .map((word) => PROPER[word] ?? word)
          .join(' '),
    );
  const [first = '', ...rest] = words;
  const title = [upper(first), ...(first === 'compare' ? rest.map(upper) : rest)].join(' – ');
  const told = title.replace(/^Compare – (?=[A-Z])(?!Overview|What)/, 'Compare with ');
  return year === undefined ? told : `${told} (${year})`;
}

const upper = (text: string): string => (text === 'iOS' ? text : text.charAt(0).toUpperCase() + text.slice(1));

/** @example productOf('firefox/browsers/mobile/ios') // 'product:ios' */
export function productOf(page: string): string {
  const device = /\/mobile\/(ios|android)/.exec(page)?.[1];
  return `product:${device ?? 'firefox'}`;
}
