/** An item as a Markdown document: for mail, wikis and documents elsewhere. */
import { type AnyItem, type Kind, labelOf } from '../../../line/index.ts';
import { words } from '../format/format.ts';
import type { NameOf } from '../view/field-text.ts';
import { valueText } from './value-text.ts';

export interface LinkLine {
  readonly words: string;
  readonly key: string;
  readonly title: string;
}

export interface MarkdownParts {
  readonly item: AnyItem;
  readonly kind: Kind;
  readonly nameOf: NameOf;
  readonly links: readonly LinkLine[];
}

/** @example asMarkdown({ item, kind, nameOf, links }) // '# Compact tabs\n\nFEA-12, Feature, Planned, Ana\n\n…' */
export function asMarkdown({ item, kind, nameOf, links }: MarkdownParts): string {
  const owner = item.ownerId === null ? [] : [nameOf(item.ownerId)];
  const head = `# ${item.title}\n\n${[item.key, kind.label.one, words(item.state), ...owner].join(', ')}`;
  const text = (name: string): string => valueText({ kind, name }, item[name], nameOf);
  const fields = [...Object.entries(kind.fields), ['description', { label: 'Description' }] as const].flatMap(
    ([name, field]) => {
      const value = text(name);
      return value === '' ? [] : [`## ${labelOf(name, field)}\n\n${isLines(item[name]) ? bullets(value) : value}`];
    },
  );
  const linked = links.map((link) => `- ${link.words} ${link.key} ${link.title}`);
  return `${[head, ...fields, ...(linked.length === 0 ? [] : [`## Links\n\n${linked.join('\n')}`])].join('\n\n')}\n`;
}

const isLines = (value: unknown): boolean => Array.isArray(value);
const bullets = (text: string): string =>
  text
    .split('\n')
    .map((line) => `- ${line}`)
    .join('\n');
