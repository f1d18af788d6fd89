/** The pure door of the line: everything here runs in a browser as well as on the server. */

export { type Agreement, type ChangedField, changedSinceAgreed } from './agreed.ts';
export { type Moment, mirrorAsOf, rowAsOf } from './as-of.ts';
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
  CUSTOM_FIELD_TYPES,
  type CustomField,
  type CustomFieldType,
  checkCustomField,
  customFieldSchema,
  customValueSchema,
  fieldOfCustom,
  formulasOf,
  validateCustom,
} from './custom-field.ts';
export { addDays, dayFrom, daysBetween } from './day.ts';
export { itemNotFound } from './failures.ts';
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
export {
  type Condition,
  conditionsOf,
  type Filter,
  filterSchema,
  OPERATORS,
  type Operator,
  type Sort,
  sortSchema,
  sortsFrom,
} from './filter.ts';
export { type FilterReader, type Matches, matches } from './filter-match.ts';
export { type Formula, type FormulaResult, parseFormula } from './formula.ts';
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
export { linkSchema, validateLinkFields } from './link-schema.ts';
export { mentionedKeys, mentionedMembers, partsOf, type TextPart } from './mention.ts';
export { type Applied, createMirror, type Mirror, type MirrorOptions, type Touched } from './mirror.ts';
export { createModel, type LinkType, type Model, type Slice, unknownKind, unknownLinkKind } from './model.ts';
export { around, findingsOn, nearIn, runChecks, Watch } from './near.ts';
export { type CustomTypes, type Operand, operandOf, type Shape } from './operand.ts';
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
export { isRank, rankBetween, ranksBetween } from './rank.ts';
export { incompleteSnapshot } from './read-snapshot.ts';
export { BOOKKEEPING, isNothing, isSame, itemFrom, linkFrom } from './row.ts';
export { draftSchema, itemSchema, patchSchema, validateDraft, validatePatch } from './schema.ts';
export { type Compares, compareBy, sortItems } from './sort-items.ts';
export { alignSpan } from './span.ts';
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
export { planUndo, type UndoPlan, type UndoStep } from './undo.ts';
export { type InputError, inputFailure, nearestTo, unknownInputField, validate } from './validate.ts';
