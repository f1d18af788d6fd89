/** The pure door of the line: everything here runs in a browser as well as on the server. */
export type { Change, Entry, EntrySubject } from './change.ts';
export {
  type Check,
  defineCheck,
  type Finding,
  isA,
  type Near,
  ownersOf,
  type PlacedFinding,
  type Severity,
} from './check.ts';
export type { Context, ItemQuery, Page, Reader, Sql, Writer } from './context.ts';
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
export { expectationOf, fieldSchema, textSchema } from './field-schema.ts';
export type { Condition, Filter, Operator, Sort } from './filter.ts';
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
export { linkSchema, validateLinkFields } from './link-schema.ts';
export { type Applied, createMirror, type Mirror, type MirrorOptions, type Touched } from './mirror.ts';
export { createModel, type LinkType, type Model, type Slice, unknownKind, unknownLinkKind } from './model.ts';
export {
  type AnyOperation,
  admins,
  contributors,
  type Effect,
  editors,
  type Operation,
  operation,
  owners,
  type Permission,
  type RestDoor,
  viewers,
} from './operation.ts';
export { incompleteSnapshot } from './read-snapshot.ts';
export { BOOKKEEPING, isNothing, isSame, itemFrom, linkFrom } from './row.ts';
export { draftSchema, itemSchema, patchSchema, validateDraft, validatePatch } from './schema.ts';
export { isGone, isInStep } from './step.ts';
export {
  type AsyncLine,
  type FrontierQuestion,
  pathOf,
  TRACE_DEPTH,
  TRACE_DEPTH_MOST,
  type Trace,
  type TraceDirection,
  type TraceHit,
  type TraceRequest,
  traceIn,
  traceWith,
} from './trace.ts';
export { type InputError, inputFailure, nearestTo, unknownInputField, validate } from './validate.ts';
