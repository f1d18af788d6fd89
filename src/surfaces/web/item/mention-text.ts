/** Mentions while one writes: `@Ana Silva` on screen, `@[Ana Silva](member:…)` as kept. */

export interface Mentionable {
  readonly id: string;
  readonly name: string;
}

/** What is being typed after an `@` at the cursor; null where nobody is being mentioned. @example typedMention('Hi @an', 6) // 'an' */
export function typedMention(text: string, cursor: number): string | null {
  const match = /(?:^|\s)@([\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.-]*)?)$/u.exec(text.slice(0, cursor));
  return match?.[1] ?? null;
}

/** The text with the typed mention completed, and where the cursor then stands. */
export function completed(
  text: string,
  cursor: number,
  name: string,
): { readonly text: string; readonly cursor: number } {
  const typed = typedMention(text, cursor) ?? '';
  const start = cursor - typed.length;
  const before = `${text.slice(0, start)}${name} `;
  return { text: before + text.slice(cursor).replace(/^ /, ''), cursor: before.length };
}

/** As it is kept: every `@Name` of a member becomes a mention; longer names first, so that Ana Silva is not Ana. */
export function withMentions(text: string, members: readonly Mentionable[]): string {
  const byLength = members.toSorted((a, b) => b.name.length - a.name.length);
  const names = byLength.map((member) => member.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (names.length === 0) return text;
  const ids = new Map(members.map((member) => [member.name, member.id]));
  return text.replace(
    new RegExp(`(^|[\\s(])@(${names.join('|')})(?![\\p{L}\\p{M}])`, 'gu'),
    (_, before: string, name: string) => {
      return `${before}@[${name}](member:${ids.get(name) ?? ''})`;
    },
  );
}

/** As it is written: for editing a comment. */
export function withoutMentions(text: string): string {
  return text.replace(/@\[([^\]\n]{1,200})\]\(member:[0-9a-f-]{36}\)/g, '@$1');
}
