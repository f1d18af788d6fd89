/** The pure door of the line: everything here runs in a browser as well as on the server. */

export { type Agreement, type ChangedField, changedSinceAgreed } from './agreed.ts';
export type { Moment } from './as-of.ts';
export type { Change, Entry, EntrySubject } from './change.ts';
export {
  type Check,
  defineCheck,
  type Finding,
  isA,
  type Near,
  ownersOf,
  type PlacedFinding,
  runsInMemory,
  type Severity,
} from './check.ts';
export type { Context, ItemQuery, Page, Reader, Sql, Watcher, Writer } from './context.ts';
export type {
  CustomField,
  CustomFieldType,
} from './custom-field.ts';
export { addDays, dayFrom } from './day.ts';
export { invalidInput, itemNotFound, viewNotFound } from './failures.ts';
export {
  date,
  email,
  type Field,
  type FieldOptions,
  type Fields,
  flag,
  instant,
  labelOf,
  list,
  longText,
  type Money,
  money,
  multiSelect,
  number,
  people,
  person,
  type RowColumns,
  rows,
  type ScalarField,
  select,
  share,
  text,
  url,
  type ValueOf,
  type ValuesOf,
} from './field.ts';
export { expectationOf, fieldSchema, momentSchema, textSchema } from './field-schema.ts';
export {
  type Condition,
  type Filter,
  filterSchema,
  type Operator,
  type Sort,
  sortSchema,
  sortsFrom,
} from './filter.ts';
export { type FilterReader, type Matches, matches } from './filter-match.ts';
export type { Formula, FormulaResult } from './formula.ts';
export { type DirectImpact, type Impact, type ImpactScene, type IndirectImpact, impactOf } from './impact.ts';
export {
  type AnyItem,
  COMMON_FIELDS,
  type CommonFields,
  type DraftOf,
  defineKind,
  defineLink,
  type FieldsOf,
  fieldOf,
  type ItemCore,
  type ItemOf,
  isMaterial,
  type Kind,
  type KindDefinition,
  type LinkDefinition,
  linkKind,
  type Phase,
  phaseOf,
  type StateOf,
  type States,
} from './kind.ts';
export type { LineView } from './line-view.ts';
export type { Link } from './link.ts';
export { validateLinkFields } from './link-schema.ts';
export { mentionedMembers, partsOf, type TextPart } from './mention.ts';
export { type Applied, createMirror, type Mirror, type MirrorOptions, type Touched } from './mirror.ts';
export { createModel, type LinkType, type Model, type Slice, unknownKind } from './model.ts';
export { Watch } from './near.ts';
export { isNestedTooDeep } from './nesting.ts';
export type { CustomTypes, Operand, Shape } from './operand.ts';
export {
  type AnyOperation,
  admins,
  type Effect,
  editors,
  type Operation,
  operation,
  owners,
  type Permission,
  type RestDoor,
  viewers,
} from './operation.ts';
export { rankBetween, ranksBetween } from './rank.ts';
export type { SnapshotReader } from './read-snapshot.ts';
export { BOOKKEEPING, isNothing, isSame, itemFrom } from './row.ts';
export { draftSchema, validateDraft, validatePatch } from './schema.ts';
export { type Compares, compareBy, idOrdered, sortItems } from './sort-items.ts';
export { isGone, isInStep } from './step.ts';
export {
  type AsyncLine,
  type FrontierQuestion,
  type Trace,
  type TraceDirection,
  type TraceHit,
  type TraceRequest,
  traceIn,
} from './trace.ts';
export type { UndoPlan, UndoStep } from './undo.ts';
export { type InputError, nearestTo, validate } from './validate.ts';
