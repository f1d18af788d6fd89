/** The server door of the line: runs operations over PostgreSQL, and hands out the log. */
export { moveEpoch } from './store/commit.ts';
export {
  type CommitListener,
  createLine,
  type Head,
  type LineOptions,
  type LineServer,
  type Standing,
} from './store/line.ts';
export { listItems } from './store/list-items.ts';
export { type Scope, visibilityKey, visible } from './store/scope.ts';
export { searchTextOf } from './store/search.ts';
export { changeSchema, entrySchema } from './verbs/change-schema.ts';
export { kernelOperations, kindOperations, operationsOf } from './verbs/index.ts';
