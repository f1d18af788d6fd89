/** Joins class names, leaving out what is absent. @example classNames('row', selected && 'bg-accent-soft') */
export function classNames(...parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' ');
}
