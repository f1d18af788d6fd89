/** One item as a Markdown document: its fields, its texts, and its links as sentences both ways. */

import type { Context } from '../context.ts';
import { type Field, labelOf } from '../field.ts';
import { type AnyItem, COMMON_FIELDS, fieldOf } from '../kind.ts';
import type { Link } from '../link.ts';
import { isInStep } from '../step.ts';
import type { Download } from './export-items.ts';
import type { Steps } from './in-line.ts';
import { membersNamed } from './member-names.ts';

/** @throws `item.not-found` */
export async function exportItem(steps: Steps, ref: string): Promise<Download> {
  const { key, text } = await steps.read('exportItem', async (context) => {
    const item = await context.line.item(ref);
    return { key: item.key, text: await itemMarkdown(context, item) };
  });
  const bytes = new TextEncoder().encode(text);
  const content = async function* () {
    yield bytes;
  };
  return { name: `${key}.md`, mediaType: 'text/markdown; charset=utf-8', sizeBytes: bytes.length, content: content() };
}

async function itemMarkdown(context: Context, item: AnyItem): Promise<string> {
  const kind = context.model.kind(item.kind);
  const members = await membersNamed(context);
  const names = Object.keys({ ...kind.fields, ...COMMON_FIELDS });
  const fields = names.flatMap((name) => {
    const field = fieldOf(kind, name);
    return field === undefined || isNothing(item[name]) ? [] : [{ name, field, value: item[name] }];
  });
  const short = fields.filter(
    ({ field }) => field.type !== 'longText' && field.type !== 'list' && field.type !== 'rows',
  );
  const lines = [
    `# ${item.key} ${escaped(item.title)}`,
    '',
    `${kind.label.one}, ${item.state}${item.archivedAt === null ? '' : ' (archived)'}`,
    '',
    ...short.map(({ name, field, value }) => `- **${labelOf(name, field)}:** ${inline(value, members)}`),
    ...(item.tags.length === 0 ? [] : [`- **Tags:** ${item.tags.map(escaped).join(', ')}`]),
    ...fields
      .filter((one) => !short.includes(one))
      .flatMap(({ name, field, value }) => ['', `## ${labelOf(name, field)}`, '', block(field, value)]),
    ...(await linkLines(context, item)),
    '',
  ];
  return lines.join('\n');
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function inline(value: unknown, members: ReadonlyMap<string, string>): string {
  if (Array.isArray(value)) return value.map((one) => inline(one, members)).join(', ');
  if (typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value)
    return `${String(value.amount)} ${String(value.currency)}`;
  return escaped(members.get(String(value)) ?? String(value));
}

function block(field: Field, value: unknown): string {
  if (field.type === 'rows' && Array.isArray(value)) return table(Object.entries(field.columns), value);
  if (Array.isArray(value)) return value.map((one) => `- ${escaped(String(one))}`).join('\n');
  return String(value);
}

function table(columns: readonly (readonly [string, Field])[], rows: readonly unknown[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const cells = (row: unknown): readonly string[] => {
    const members: Readonly<Record<string, unknown>> = typeof row === 'object' && row !== null ? { ...row } : {};
    return columns.map(([name]) =>
      isNothing(members[name]) ? '' : inline(members[name], new Map()).replaceAll('|', '\\|').replace(/\n/g, ' '),
    );
  };
  return [
    line(columns.map(([name, column]) => labelOf(name, column))),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(cells(row))),
  ].join('\n');
}

async function linkLines(context: Context, item: AnyItem): Promise<readonly string[]> {
  const links = await context.line.linksOf([item.id], 'both');
  const others = new Map(
    (await context.line.items(links.flatMap((link) => [link.fromId, link.toId]))).map((one) => [one.id, one]),
  );
  const sentence = (link: Link): readonly string[] => {
    const { definition } = context.model.link(link.kind);
    const to = others.get(link.toId);
    const other = link.fromId === item.id ? to : others.get(link.fromId);
    if (other === undefined || to === undefined) return [];
    const verb = link.fromId === item.id ? definition.says : definition.inverse;
    return [`- ${verb} **${other.key}** ${escaped(other.title)}${isInStep(link, to) ? '' : ' (out of step)'}`];
  };
  const relies = links.filter((link) => link.fromId === item.id).flatMap(sentence);
  const relied = links.filter((link) => link.toId === item.id).flatMap(sentence);
  return [
    ...(relies.length === 0 ? [] : ['', '## Relies on', '', ...relies]),
    ...(relied.length === 0 ? [] : ['', '## Relied on by', '', ...relied]),
  ];
}

/** What would otherwise become a heading, link or tag in a line of text. */
function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/([\\`*_[\]<>#|])/g, '\\$1');
}
