/** A commit in one sentence. */
import { BOOKKEEPING, type Change, type Entry, fieldOf, labelOf } from '../../../line/index.ts';
import { both, plural, words } from '../format/format.ts';
import { model } from '../workspace/model.ts';

const NAMES_SHOWN = 3;

/** @example changeText(change) // Deniz changed Target date and State */
export function changeText(change: Change): string {
  const who = change.actorName;
  const back = change.undoes === null ? '' : ', taking back an earlier change';
  const items = change.entries.filter((entry) => entry.subject === 'item');
  const [first] = items;
  if (items.length > 1) return `${who} changed ${plural(items.length, 'item', 'items')}${back}`;
  if (first !== undefined) return `${who} ${itemText(first)}${back}`;
  const [other] = change.entries;
  return other === undefined ? `${who} made a change` : `${who} ${otherText(other)}${back}`;
}

/** The one item a commit is about; empty where there is none. */
export function changedItemId(change: Change): string {
  return change.entries.find((entry) => entry.subject === 'item')?.id ?? change.entries[0]?.itemId ?? '';
}

function itemText({ kind: name, before, after }: Entry): string {
  const kind = model.kinds.find((one) => one.name === name);
  if (before === null) return `added this ${kind?.label.one.toLowerCase() ?? 'item'}`;
  if (after === null) return 'removed it';
  if ('archivedAt' in after) return after.archivedAt === null ? 'restored it' : 'archived it';
  if ('state' in after) return `set the state to ${words(String(after.state)).toLowerCase()}`;
  const fields = Object.keys(after).filter((field) => !BOOKKEEPING.has(field));
  const labels = fields.map((field) => labelOf(field, (kind === undefined ? undefined : fieldOf(kind, field)) ?? {}));
  if (labels.length > NAMES_SHOWN) return `changed ${plural(labels.length, 'field', 'fields')}`;
  return labels.length === 0 ? 'touched it' : `changed ${both(labels)}`;
}

function otherText({ subject, before, after }: Entry): string {
  if (subject === 'link') {
    if (before === null) return 'linked it';
    return after === null ? 'unlinked it' : 'said that a link is still true';
  }
  if (subject === 'comment') return before === null ? 'commented' : 'changed a comment';
  const verb = before === null ? 'added' : after === null ? 'removed' : 'changed';
  return `${verb} a ${words(subject).toLowerCase()}`;
}
