/** How each finding is mended in one step: the field to change, the link to make, or the thing to create or look at. */
import type { AnyItem, Model, PlacedFinding } from '../../../line/index.ts';

export type Mend =
  | { readonly does: 'field'; readonly label: string; readonly field: string }
  | { readonly does: 'link'; readonly label: string; readonly linkKind: string }
  | { readonly does: 'create'; readonly label: string; readonly kind: string }
  /** Opens what the finding follows from, where that has to change. */
  | { readonly does: 'look'; readonly label: string; readonly itemId: string };

/** Findings that are mended where they come from. */
const LOOKS: Readonly<Record<string, string>> = {
  'persona-unproven': 'persona',
  'stale-competitor': 'competitor',
};

const MENDS: Readonly<Record<string, Mend>> = {
  'launch-before-available': { does: 'field', label: 'Move the launch day', field: 'launchOn' },
  'claim-unproven': { does: 'link', label: 'Link a proof', linkKind: 'claim.provenBy' },
  'feature-without-need': { does: 'link', label: 'Link a need', linkKind: 'feature.serves' },
  'launch-without-words': { does: 'link', label: 'Link a message', linkKind: 'launch.says' },
  'launch-without-enablement': { does: 'create', label: 'New battlecard', kind: 'battlecard' },
  'launch-without-facts': { does: 'create', label: 'New fact sheet', kind: 'factSheet' },
  'objective-one-sided': { does: 'create', label: 'New key result', kind: 'keyResult' },
  'target-without-measure': { does: 'field', label: 'Add a target', field: 'targets' },
};

/** Fields that a finding asks for, by kind, where the check watches several kinds. */
const FIELDS: readonly (readonly [check: string, field: string, label: string])[] = [
  ['overdue', 'dueOn', 'Agree on another day'],
  ['overdue', 'nextReviewOn', 'Set the next review'],
  ['told-before-available', 'publishAt', 'Start later'],
  ['told-before-available', 'startOn', 'Start later'],
  ['promise-of-cut-feature', 'state', 'Take it out of circulation'],
  ['retired-message-in-use', 'state', 'Take it out of circulation'],
  ['target-without-measure', 'objective', 'Say what is to be reached'],
];

/**
 * The one step that mends a finding most directly; null where the sentence is all there is.
 *
 * @example
 * mendOf(model, finding, { item: claim, about: [] }) // { does: 'link', label: 'Link a proof', linkKind: 'claim.provenBy' }
 */
export function mendOf(model: Model, finding: PlacedFinding, { item, about }: Found): Mend | null {
  const mend = MENDS[finding.check];
  const there = mend?.does === 'create' ? mend.kind : LOOKS[finding.check];
  const wanted = about.find((one) => one.kind === there);
  if (wanted !== undefined) return { does: 'look', label: `Look at ${wanted.key}`, itemId: wanted.id };
  if (mend !== undefined && fits(item, mend)) return mend;
  const field = FIELDS.find(([check, name]) => check === finding.check && hasField(model, item, name));
  return field === undefined ? null : { does: 'field', field: field[1], label: field[2] };
}

export interface Found {
  readonly item: AnyItem;
  /** What the finding follows from besides the item. */
  readonly about: readonly AnyItem[];
}

function fits(item: AnyItem, mend: Mend): boolean {
  return mend.does !== 'field' || mend.field in item;
}

function hasField(model: Model, item: AnyItem, name: string): boolean {
  return name in item || name in model.kind(item.kind).fields;
}
