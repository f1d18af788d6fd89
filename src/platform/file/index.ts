/** Files people bring and take away: read as tables, written as tables and archives, kept as attachments. */
export { type ArchiveEntry, readArchive, writeArchive } from './archive.ts';
export { type ByteSource, memorySource } from './byte-source.ts';
export { archiveBroken, fileNotFound } from './failures.ts';
export { chunksOf, type FileStore, type StoredFile, storedSource } from './file-store.ts';
export { localFiles } from './local-files.ts';
export { readTable, type Table, type TableFormat, type TableOptions } from './read-table.ts';
export type { Cell, Column, ReadFinding, Report, TableRow } from './row.ts';
export { s3Files } from './s3-files.ts';
export { attachmentDisposition, safeMediaType, safeName } from './safe-name.ts';
export {
  csvText,
  jsonLines,
  jsonText,
  OUTPUT_MEDIA,
  type OutCell,
  type OutputFormat,
  textBytes,
  webStream,
  xlsxBytes,
} from './write-table.ts';
export { xlsxSheets } from './xlsx-rows.ts';
