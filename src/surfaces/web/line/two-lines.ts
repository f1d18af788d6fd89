/**
 * A title in at most two lines of so many letters, broken at words, cut with an ellipsis.
 *
 * @example
 * twoLines('Firefox 89: a fresh new Firefox', 16) // ['Firefox 89: a', 'fresh new Firef…']
 */
export function twoLines(text: string, most: number): readonly string[] {
  if (text.length <= most) return [text];
  const space = text.lastIndexOf(' ', most);
  const first = space > 0 ? text.slice(0, space) : text.slice(0, most);
  const rest = text.slice(first.length).trimStart();
  return [first, rest.length <= most ? rest : `${rest.slice(0, most - 1).trimEnd()}…`];
}
