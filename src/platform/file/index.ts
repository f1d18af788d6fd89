/** Files people bring and take away: read as tables, written as tables and archives, kept as attachments. */
export { type ByteSource, fileSource, memorySource } from './byte-source.ts';
export { archiveBroken, fileEmpty, fileNotFound, fileTooLarge, fileUnreadable } from './failures.ts';
export { readTable, type Table, type TableFormat, type TableOptions } from './read-table.ts';
export type { Cell, Column, ReadFinding, Report, TableRow } from './row.ts';
