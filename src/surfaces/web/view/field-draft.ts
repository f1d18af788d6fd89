/** What is typed into a field and what it means: numbers with their unit, money with its currency, lists by line. */
import type { Field } from '../../../line/index.ts';
import { isMoney, listOf } from './field-text.ts';

export type Draft = { readonly value: unknown } | { readonly error: string };

/** The text to edit. @example draftText({ type: 'number', unit: 'share' }, 0.8) // '80' */
export function draftText(field: Field, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (field.type === 'list') return listOf(value).join('\n');
  if (field.type === 'money') return isMoney(value) ? `${String(value.amount)} ${value.currency}` : '';
  if (field.type === 'number' && field.unit === 'share' && typeof value === 'number')
    return String(Math.round(value * 1000) / 10);
  return String(value);
}

/** The value of what was typed, or what is wrong with it. @example readDraft(money(), '1,200 EUR') // { value: { amount: 1200, currency: 'EUR' } } */
export function readDraft(field: Field, typed: string): Draft {
  const text = typed.trim();
  if (text === '') return field.required === true ? { error: 'This cannot be empty.' } : { value: null };
  switch (field.type) {
    case 'number':
      return readNumber(field, text);
    case 'money':
      return readMoney(text);
    case 'list':
      return {
        value: text
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      };
    case 'url':
      return URL.canParse(text) ? { value: text } : { error: 'Give a whole address, as https://example.org/page.' };
    default:
      return { value: text };
  }
}

function readNumber(field: Extract<Field, { type: 'number' }>, text: string): Draft {
  const number = numberIn(text.replace(/%$/, ''));
  if (number === null) return { error: 'Give a number, as 12 or 0.5.' };
  const value = field.unit === 'share' ? number / 100 : number;
  if (field.integer === true && !Number.isInteger(value)) return { error: 'Give a whole number.' };
  const scale = field.unit === 'share' ? 100 : 1;
  if (field.min !== undefined && value < field.min) return { error: `At least ${String(field.min * scale)}.` };
  if (field.max !== undefined && value > field.max) return { error: `At most ${String(field.max * scale)}.` };
  return { value };
}

const MONEY = /^(?<amount>[-\d.,'\s]+?)\s*(?<currency>[A-Za-z]{3})$/;

function readMoney(text: string): Draft {
  const { amount, currency } = MONEY.exec(text)?.groups ?? {};
  const number = amount === undefined ? null : numberIn(amount);
  if (number === null || currency === undefined) return { error: 'Give an amount and a currency, as 1200 EUR.' };
  return { value: { amount: number, currency: currency.toUpperCase() } };
}

/** Reads 1,200.50 and 1.200,50 alike: the last mark followed by one or two figures is the decimal one. */
function numberIn(text: string): number | null {
  const bare = text.replace(/['\s]/g, '');
  const normal = /[.,]\d{1,2}$/.test(bare)
    ? `${bare.slice(0, bare.search(/[.,]\d{1,2}$/)).replace(/[.,]/g, '')}.${bare.slice(bare.search(/[.,]\d{1,2}$/) + 1)}`
    : bare.replace(/[.,](?=\d{3})/g, '').replace(',', '.');
  const number = Number(normal);
  return normal === '' || !Number.isFinite(number) ? null : number;
}
