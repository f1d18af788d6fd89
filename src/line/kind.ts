/** Kinds and the links they may hold: a noun is one definition, from which everything else is printed. */
import type { Field, Fields, ValuesOf } from './field.ts';
import { date, longText, person, share, text } from './field.ts';

/** open: not yet decided; active: in work or in force; done: ended well; gone: cut, withdrawn, retired (puts others out of step). */
export type Phase = 'open' | 'active' | 'done' | 'gone';
export type States = Readonly<Record<string, Phase>>;

export interface LinkDefinition {
  /** Kinds that may be relied on; `self` is the holder, `any` every kind. */
  readonly to: readonly Kind[] | 'self' | 'any';
  /** Read from the relying side: "FEA-1 *serves* NEED-2". */
  readonly says: string;
  /** Read from the other side: "NEED-2 *is served by* FEA-1". */
  readonly inverse: string;
  /** At most one such link per item. */
  readonly one?: boolean;
  /** What the link itself remembers: quote, place, importance. */
  readonly fields?: Fields;
}

/**
 * A link a kind may hold towards what it relies on. Links of one name never close a circle.
 *
 * @example
 * reliesOn: { serves: defineLink({ to: [need], says: 'serves', inverse: 'is served by' }) }
 */
export function defineLink(definition: LinkDefinition): LinkDefinition {
  return definition;
}

export interface KindDefinition<F extends Fields = Fields, S extends States = States> {
  /** Singular camelCase, the name in code and change log: `valueProposition`. */
  readonly name: string;
  /** Plural kebab case, the name in addresses: `value-propositions`. */
  readonly plural: string;
  /** Prefix of its keys: `FEA` gives `FEA-42`. */
  readonly key: string;
  readonly label: { readonly one: string; readonly many: string };
  /** One sentence: what this is for. Shown on the empty page and in the API reference. */
  readonly purpose: string;
  /** A lucide icon name in kebab case. */
  readonly icon: string;
  readonly fields: F;
  /** In order; the first is the state of a new item. */
  readonly states: S;
  readonly reliesOn?: Readonly<Record<string, LinkDefinition>>;
  /** Which of the noun's own date fields are its start and end on timelines and in calendars. */
  readonly span?: { readonly start?: string; readonly end?: string };
  /** False for high-volume nouns that browsers ask for in pages (feedback, contacts). */
  readonly resident?: boolean;
  /** The people field that decides who sees what is restricted to an item of this kind (teams); only admins write it. */
  readonly opensRestricted?: string;
  /** Contributors may add it too, in its first state only (feedback, ideas). */
  readonly contributorsMayAdd?: boolean;
  /** False where a renamed title disturbs nobody who relies on it (feedback, interviews). */
  readonly titleIsMaterial?: boolean;
  /** False where a change of state disturbs nobody who relies on it (feedback being triaged, a contact unsubscribing). */
  readonly stateIsMaterial?: boolean;
  /** Values of a complete, believable item: used in docs, forms and tests. */
  readonly example: { readonly title: string } & { readonly [Name in keyof F]?: ValuesOf<F>[Name] };
}

/** What every item has besides its noun's own fields; editable like them. */
export const COMMON_FIELDS = {
  description: longText({ help: 'What a colleague needs to know. Markdown.' }),
  ownerId: person({ label: 'Owner', help: 'The one person who answers for it and for it being in step.' }),
  productId: text({ label: 'Product' }),
  teamId: text({ label: 'Team' }),
  startOn: date({ label: 'Start' }),
  endOn: date({ label: 'End' }),
  confidence: share({
    help: 'How sure we are, 0 to 100 %. 100: measured; 80: several sources agree; 50: an informed guess.',
  }),
  nextReviewOn: date({ label: 'Next review on' }),
} as const satisfies Fields;
export type CommonFields = ValuesOf<typeof COMMON_FIELDS> & { readonly tags: readonly string[] };

/** The kernel's own part of an item. */
export interface ItemCore extends CommonFields {
  readonly id: string;
  /** The kind's name. */
  readonly kind: string;
  readonly number: number;
  /** `FEA-42` */
  readonly key: string;
  readonly title: string;
  readonly state: string;
  /** Fractional index, shared by every list, board and roadmap. */
  readonly rank: string;
  /** Team ids that may see it; `null`: everyone in the workspace. A product's restriction holds for its items too. */
  readonly restrictedTo: readonly string[] | null;
  readonly custom: Readonly<Record<string, unknown>>;
  readonly revision: number;
  readonly materialRevision: number;
  readonly createdAt: string;
  readonly createdBy: string | null;
  readonly changedAt: string;
  readonly changedBy: string | null;
  readonly archivedAt: string | null;
  /** Where it was imported from, and its id there: importing again finds it by these. */
  readonly source: string | null;
  readonly sourceId: string | null;
}

/** An item of any kind, flat; the noun's own fields are read by name. */
export type AnyItem = ItemCore & { readonly [field: string]: unknown };

export interface Kind<F extends Fields = Fields, S extends States = States> extends KindDefinition<F, S> {
  readonly initialState: string;
  readonly resident: boolean;
  readonly links: Readonly<Record<string, LinkDefinition>>;
}

export type FieldsOf<K> = K extends Kind<infer F, infer _S> ? F : never;
export type StateOf<K> = K extends Kind<infer _F, infer S> ? Extract<keyof S, string> : never;
/** An item of this kind with its fields typed: `ItemOf<typeof feature>`. */
export type ItemOf<K> = Omit<ItemCore, 'state'> & { readonly state: StateOf<K> } & ValuesOf<FieldsOf<K>>;
/** What a person may write of an item of this kind. */
export type DraftOf<K> = Partial<{ readonly state: StateOf<K> } & CommonFields & ValuesOf<FieldsOf<K>>> & {
  readonly title?: string;
  readonly restrictedTo?: readonly string[] | null;
  readonly custom?: Readonly<Record<string, unknown>>;
  readonly rank?: string;
};

const KERNEL_NAMES = new Set([
  'id',
  'kind',
  'number',
  'key',
  'title',
  'state',
  'rank',
  'restrictedTo',
  'custom',
  'tags',
  'revision',
  'materialRevision',
  'createdAt',
  'createdBy',
  'changedAt',
  'changedBy',
  'archivedAt',
  'source',
  'sourceId',
  'links',
  'fields',
  ...Object.keys(COMMON_FIELDS),
]);

/**
 * Defines a noun. From this one value come validation, storage, REST, OpenAPI, MCP, CLI, form, table, board, timeline,
 * detail page, search, history, import, export and the permission page.
 *
 * @example
 * export const need = defineKind({
 *   name: 'need', plural: 'needs', key: 'NEED', icon: 'heart-pulse', label: { one: 'Need', many: 'Needs' },
 *   purpose: 'A pain or desire in the words of the customer.',
 *   fields: { statement: text({ material: true, required: true }) },
 *   states: { open: 'open', addressed: 'done', dropped: 'gone' },
 *   example: { title: 'Keep my tabs compact', statement: 'Give me back the compact toolbar.' },
 * });
 */
export function defineKind<const F extends Fields, const S extends States>(
  definition: KindDefinition<F, S>,
): Kind<F, S> {
  const clash = Object.keys(definition.fields).find((name) => KERNEL_NAMES.has(name));
  if (clash !== undefined) throw new Error(`${definition.name}.${clash}: every item already has a field of this name.`);
  for (const name of Object.values(definition.span ?? {})) {
    const type = definition.fields[name]?.type;
    if (type !== undefined && type !== 'date')
      throw new Error(`${definition.name}.${name}: a span is of days, and this field is no date.`);
  }
  const initialState = Object.keys(definition.states)[0];
  if (initialState === undefined) throw new Error(`${definition.name} needs at least one state.`);
  return { ...definition, initialState, resident: definition.resident ?? true, links: definition.reliesOn ?? {} };
}

/** The field of that name, the noun's own or common to all; undefined where there is none. */
export function fieldOf(kind: Kind, name: string): Field | undefined {
  return kind.fields[name] ?? (COMMON_FIELDS as Fields)[name] ?? (name === 'title' ? TITLE : undefined);
}
const TITLE: Field = text({ required: true, label: 'Title', maxLength: 300 });

/** Does a change of this field put those who rely on the item out of step? */
export function isMaterial(kind: Kind, field: string): boolean {
  if (field === 'title') return kind.titleIsMaterial ?? true;
  if (field === 'state') return kind.stateIsMaterial ?? true;
  if (field === 'archivedAt') return true;
  return kind.fields[field]?.material ?? false;
}

export function phaseOf(kind: Kind, state: string): Phase {
  return kind.states[state] ?? 'open';
}

/** `feature.serves`: the kind of a link as stored and shown in the API. */
export const linkKind = (kind: Kind, name: string): string => `${kind.name}.${name}`;
