/** The server door of the line: runs operations over PostgreSQL, and hands out the log. */
export { type Attachment, attachmentSchema, type Incoming } from './exchange/attachments.ts';
export { createExchange, type Exchange, type ExchangeOptions } from './exchange/exchange.ts';
export type { Download, ExportRequest } from './exchange/export-items.ts';
export type { ImportSettings } from './exchange/import-settings.ts';
export type { NewWorkspace } from './exchange/import-workspace.ts';
export { dateOrderOf, readDay } from './exchange/read-date.ts';
export { decimalSignOf, readMoney, readNumber } from './exchange/read-number.ts';
export { type Upload, uploadSchema } from './exchange/uploads.ts';
export { moveEpoch } from './store/commit.ts';
export {
  type CommitListener,
  createLine,
  type Head,
  type LineOptions,
  type LineServer,
} from './store/line.ts';
export { listItems } from './store/list-items.ts';
export { type Scope, visibilityKey, visible } from './store/scope.ts';
export type { Standing } from './store/standing.ts';
export { viewById, viewsOf } from './store/view-rows.ts';
export { changeSchema, entrySchema } from './verbs/change-schema.ts';
export { kernelOperations, kindOperations, operationsOf } from './verbs/index.ts';
export { modelFrom } from './verbs/read-model.ts';
