/** What changed on the other side since a link was agreed: the question that an out-of-step link puts to its owner. */
import type { Change, Entry } from './change.ts';
import { labelOf } from './field.ts';
import { type AnyItem, fieldOf, isMaterial, type Kind } from './kind.ts';
import type { Link } from './link.ts';
import { isSame } from './row.ts';

export interface ChangedField {
  readonly field: string;
  readonly label: string;
  /** The value the link was agreed against. */
  readonly agreed: unknown;
  /** The value as it is. */
  readonly now: unknown;
  /** Who changed it last, and when. */
  readonly byId: string | null;
  readonly by: string;
  readonly at: string;
  readonly seq: number;
}

/**
 * The material fields of the item relied on that are not what they were when the link was agreed, last changed first.
 * Changed and changed back is no change.
 *
 * @example
 * changedSinceAgreed({ link, to: feature, kind, changes: history }) // [{ field: 'targetOn', agreed: '2021-05-18', now: '2021-06-01', by: 'Ana', ... }]
 */
export function changedSinceAgreed({ link, to, kind, changes }: Agreement): readonly ChangedField[] {
  const fields = new Map<string, ChangedField>();
  for (const change of changes.toSorted((a, b) => a.seq - b.seq)) {
    for (const entry of change.entries) {
      if (
        entry.id !== to.id ||
        entry.before === null ||
        entry.after === null ||
        revisionOf(entry) <= link.agreedRevision
      )
        continue;
      for (const field of Object.keys(entry.after)) {
        if (!isMaterial(kind, field)) continue;
        const agreed = fields.has(field) ? fields.get(field)?.agreed : (entry.before[field] ?? null);
        const label = labelOf(field, fieldOf(kind, field) ?? {});
        const { seq, at, actorId: byId, actorName: by } = change;
        fields.set(field, { field, label, agreed, now: to[field] ?? null, byId, by, at, seq });
      }
    }
  }
  return [...fields.values()].filter((one) => !isSame(one.agreed, one.now)).sort((a, b) => b.seq - a.seq);
}

export interface Agreement {
  readonly link: Link;
  /** The item relied on, as it is. */
  readonly to: AnyItem;
  readonly kind: Kind;
  /** Changes of that item, at least those after its agreed revision, in any order. */
  readonly changes: readonly Change[];
}

function revisionOf(entry: Entry): number {
  return typeof entry.after?.revision === 'number' ? entry.after.revision : 0;
}
