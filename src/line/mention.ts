/** Who and what a Markdown text speaks of: `@[Ana](member:<id>)` and keys such as `FEA-12`. */
import type { Model } from './model.ts';

export type TextPart =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'member'; readonly text: string; readonly memberId: string; readonly name: string }
  | { readonly is: 'item'; readonly text: string; readonly key: string };

const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
const MENTION =
  /@\[([^\]\n]{1,200})\]\(member:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)|(?<![\w/-])([A-Z]{2,6}-[1-9]\d{0,8})(?![\w-])/gi;

/** Where the text is code, in which nobody is mentioned. */
function codeSpans(text: string): readonly (readonly [number, number])[] {
  return [...text.matchAll(CODE)].map((match) => [match.index, match.index + match[0].length]);
}

/**
 * The text in parts, for showing members and items as links. Keys count only where the model knows their prefix.
 *
 * @example
 * partsOf('Ask @[Ana](member:01890a5d-ac96-774b-bcce-b302099a8057) about FEA-12', model).map((part) => part.is)
 * // ['text', 'member', 'text', 'item']
 */
export function partsOf(text: string, model?: Pick<Model, 'kindByKey'>): readonly TextPart[] {
  const code = codeSpans(text);
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(MENTION)) {
    const part = partFrom(match, model);
    if (part === null || code.some(([start, end]) => match.index >= start && match.index < end)) continue;
    if (match.index > from) parts.push({ is: 'text', text: text.slice(from, match.index) });
    parts.push(part);
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ is: 'text', text: text.slice(from) });
  return parts;
}

function partFrom(
  [text, name, memberId, key]: RegExpExecArray,
  model: Pick<Model, 'kindByKey'> | undefined,
): TextPart | null {
  if (name !== undefined && memberId !== undefined)
    return { is: 'member', text, memberId: memberId.toLowerCase(), name };
  if (key === undefined || key !== key.toUpperCase()) return null;
  const isKnown = model === undefined || model.kindByKey(key.slice(0, key.indexOf('-'))) !== undefined;
  return isKnown ? { is: 'item', text, key } : null;
}

/** Ids of the members mentioned, each once. @example mentionedMembers('@[Ana](member:01890a5d-ac96-774b-bcce-b302099a8057)') */
export function mentionedMembers(text: string): readonly string[] {
  return [...new Set(partsOf(text).flatMap((part) => (part.is === 'member' ? [part.memberId] : [])))];
}

/** Keys of the items spoken of, each once. @example mentionedKeys('see FEA-12 and UTF-8', model) // ['FEA-12'] */
export function mentionedKeys(text: string, model: Pick<Model, 'kindByKey'>): readonly string[] {
  return [...new Set(partsOf(text, model).flatMap((part) => (part.is === 'item' ? [part.key] : [])))];
}
