/** Which fields of a kind are read as text and which are scanned as properties. */
import { isNothing, type Kind } from '../../../line/index.ts';
import { type Column, columnsOf, valueAt } from '../view/column.ts';
import type { CustomField } from '../workspace/resource.ts';

export interface ItemColumns {
  readonly description: Column;
  /** Sentences, documents, lists and tables of the noun itself, in its order. */
  readonly prose: readonly Column[];
  /** Everything short: choices, dates, figures, people; the noun's own first. */
  readonly properties: readonly Column[];
}

const PROSE_TYPES = ['text', 'longText', 'list', 'rows'];
/** In the head already, or said by the history. */
const ELSEWHERE = new Set(['state', 'ownerId', 'tags', 'createdAt', 'createdBy', 'changedAt']);
const DESCRIPTION: Column = {
  name: 'description',
  label: 'Description',
  field: { type: 'longText', maxLength: 100_000, help: 'What a colleague needs to know. Markdown.' },
  isEditable: true,
  widthPixels: 0,
};

export function itemColumns(kind: Kind, custom: readonly CustomField[]): ItemColumns {
  const columns = columnsOf(kind, custom).filter(({ name }) => !ELSEWHERE.has(name) && !isItsSpan(kind, name));
  const isProse = ({ name, field }: Column): boolean => name in kind.fields && PROSE_TYPES.includes(field.type);
  return {
    description: DESCRIPTION,
    prose: columns.filter(isProse),
    properties: columns.filter((column) => !isProse(column)),
  };
}

/** Start and end follow the noun's own dates where it has them; showing both would be the same day twice. */
function isItsSpan(kind: Kind, name: string): boolean {
  return (name === 'startOn' && kind.span?.start !== undefined) || (name === 'endOn' && kind.span?.end !== undefined);
}

export function hasValue(item: Parameters<typeof valueAt>[0], { name }: Column): boolean {
  return !isNothing(valueAt(item, name));
}
