/** Import, export and files over the line: the server door of this part. */
export { type Attachment, attachmentSchema, type Incoming } from './attachments.ts';
export { createExchange, type Exchange, type ExchangeOptions } from './exchange.ts';
export type { Download, ExportRequest } from './export-items.ts';
export { type ImportSettings, importSettings } from './import-settings.ts';
export type { NewWorkspace } from './import-workspace.ts';
export { type Upload, uploadSchema } from './uploads.ts';
