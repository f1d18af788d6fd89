/** One cell as the value its target takes, or the sentence that says what is wrong and what would be right. */
import type { Cell } from '../../platform/file/index.ts';
import { expectationOf, type Field, fieldSchema, labelOf } from '../index.ts';
import { cellList, cellText } from './cell-text.ts';
import { chooseOption, chooseState, readFlag } from './choose-option.ts';
import { keyBefore, keyedNames } from './keyed-name.ts';
import { looksLikeHtml, plainMarkdown } from './plain-markdown.ts';
import { type DateOrder, readDay, readInstant } from './read-date.ts';
import { type DecimalSign, readMoney, readNumber } from './read-number.ts';
import type { Target } from './target.ts';

/** How a column is written, found from its values or said by the person. */
export interface Writing {
  readonly dateOrder: DateOrder;
  readonly decimal: DecimalSign;
  readonly currency: string | null;
  readonly timeZone: string;
  /** What a word of the file stands for: `{ 'In Progress': 'building' }`. */
  readonly words: Readonly<Record<string, string>>;
}

/** Members by e-mail address and name, in lower case. */
export type People = ReadonlyMap<string, string>;

export type Read =
  | { readonly value: unknown }
  | { readonly problem: string; readonly remedy: string }
  /** The cell says nothing. */
  | undefined;

const SHOWN = 60;
const shown = (text: string): string => `“${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}”`;

/** @example readCell('3/6/21', dueTarget, { writing, people }) // { value: '2021-06-03' } */
export function readCell(
  cell: Cell,
  target: Target,
  { writing, people }: { readonly writing: Writing; readonly people: People },
): Read {
  if (cellText(cell) === '') return undefined;
  const translated = typeof cell === 'string' ? (writing.words[cell.trim()] ?? cell) : cell;
  if (cellText(translated) === '') return undefined;
  switch (target.shape) {
    case 'sourceId':
      return { value: cellText(translated).slice(0, 300) };
    case 'tags':
      return { value: [...new Set(cellList(translated, 'words').map((tag) => tag.slice(0, 60)))].slice(0, 50) };
    case 'reference':
      return { value: target.many ? namesIn(translated) : [cellText(translated)] };
    case 'state':
      return readState(cellText(translated), target.states);
    case 'field':
      return checked(readField(translated, target.field, { writing, people }), target.field, cellText(translated));
  }
}

function namesIn(cell: Parameters<typeof cellList>[0]): readonly string[] {
  const text = Array.isArray(cell) ? '' : cellText(cell);
  return keyBefore(text).length > 0 ? keyedNames(text) : cellList(cell, 'words');
}

function readState(text: string, states: Parameters<typeof chooseState>[1]): Read {
  const choice = chooseState(text, states);
  if (choice !== undefined) return { value: choice.option };
  const names = Object.keys(states).join(', ');
  return { problem: `${shown(text)} is no state here.`, remedy: `Say which of these it means: ${names}.` };
}

const schemas = new WeakMap<Field, ReturnType<typeof fieldSchema>>();

/** The field's own schema has the last word: length, range, web and mail addresses. */
function checked(read: Read, field: Field, text: string): Read {
  if (read === undefined || 'problem' in read) return read;
  const schema = schemas.get(field) ?? fieldSchema(field);
  schemas.set(field, schema);
  const result = schema.safeParse(read.value);
  if (result.success) return { value: result.data };
  return wrong(text, field);
}

function wrong(text: string, field: Field): Read {
  return { problem: `${shown(text)} does not fit.`, remedy: `It must be ${expectationOf(field)}.` };
}

function readField(cell: Cell, field: Field, known: { readonly writing: Writing; readonly people: People }): Read {
  const text = cellText(cell);
  const { writing, people } = known;
  switch (field.type) {
    case 'text':
      return { value: oneLine(looksLikeHtml(text) ? plainMarkdown(text) : text) };
    case 'longText':
      return { value: looksLikeHtml(text) ? plainMarkdown(text) : text };
    case 'number':
      return found(
        typeof cell === 'number' ? cell : shareOf(field, text, readNumber(text, writing.decimal)),
        text,
        field,
      );
    case 'money':
      return readAmount(text, field, writing);
    case 'date':
      return found(readDay(text, writing.dateOrder), text, field);
    case 'instant':
      return found(readInstant(text, { order: writing.dateOrder, timeZone: writing.timeZone }), text, field);
    case 'flag':
      return found(typeof cell === 'boolean' ? cell : readFlag(text), text, field);
    case 'select':
      return found(chooseOption(text, field.options)?.option, text, field);
    case 'multiSelect':
      return readOptions(cellList(cell, 'words'), field);
    case 'person':
      return readPeople([text], people, ([id]) => id);
    case 'people':
      return readPeople(cellList(cell, 'words'), people, (ids) => ids);
    case 'list':
      return { value: cellList(cell, 'sentences') };
    case 'rows':
      return readRows(cell, field, known);
    default:
      return { value: text };
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function found(value: unknown, text: string, field: Field): Read {
  return value === undefined ? wrong(text, field) : { value };
}

/** Shares run from 0 to 1: a plain 45 in such a column can only be per cent. */
function shareOf(field: Field, text: string, value: number | undefined): number | undefined {
  const isShare = field.type === 'number' && field.unit === 'share';
  if (!isShare && text.includes('%') && value !== undefined) return Math.round(value * 1e10) / 1e8;
  return isShare && value !== undefined && value > 1 && value <= 100 ? value / 100 : value;
}

function readAmount(text: string, field: Field, writing: Writing): Read {
  const amount = readMoney(text, { sign: writing.decimal, currency: writing.currency });
  if (amount === 'no-currency')
    return { problem: `${shown(text)} names no currency.`, remedy: 'Say the currency of this column, as EUR.' };
  return found(amount, text, field);
}

function readOptions(texts: readonly string[], field: Extract<Field, { type: 'multiSelect' }>): Read {
  const choices = texts.map((text) => ({ text, option: chooseOption(text, field.options)?.option }));
  const strange = choices.find((choice) => choice.option === undefined);
  return strange === undefined ? { value: choices.map((choice) => choice.option) } : wrong(strange.text, field);
}

function readPeople(texts: readonly string[], people: People, give: (ids: readonly string[]) => unknown): Read {
  const ids = texts.map((text) => ({ text, id: personOf(text, people) }));
  const strange = ids.find((one) => one.id === undefined);
  if (strange !== undefined) {
    return {
      problem: `Nobody here is called ${shown(strange.text)}.`,
      remedy: 'Invite them first, or say which member is meant.',
    };
  }
  return { value: give(ids.flatMap((one) => (one.id === undefined ? [] : [one.id]))) };
}

/** `Ana Lopez <ana@example.org>`, the address alone or the name alone. */
function personOf(text: string, people: People): string | undefined {
  const address = /[^\s<>()]+@[^\s<>()]+/.exec(text)?.[0];
  return people.get((address ?? text).toLowerCase()) ?? people.get(text.replace(/<.*>/, '').trim().toLowerCase());
}

/** Small tables arrive as JSON only. */
function readRows(
  cell: Cell,
  field: Extract<Field, { type: 'rows' }>,
  known: { readonly writing: Writing; readonly people: People },
): Read {
  const rows = Array.isArray(cell) ? cell : parseList(cellText(cell));
  if (rows === undefined) return wrong(cellText(cell), field);
  const values = rows.map((row: unknown) => {
    const members: Readonly<Record<string, unknown>> = typeof row === 'object' && row !== null ? { ...row } : {};
    return Object.entries(field.columns).map(([name, column]) => {
      const given = members[name] ?? members[labelOf(name, column)] ?? null;
      const plain = typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean' ? given : null;
      const read = plain === null ? undefined : readField(plain, column, known);
      return [
        name,
        given !== null && typeof given === 'object' ? given : read !== undefined && 'value' in read ? read.value : null,
      ] as const;
    });
  });
  return { value: values.map((entries) => Object.fromEntries(entries)) };
}

function parseList(text: string): readonly unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
