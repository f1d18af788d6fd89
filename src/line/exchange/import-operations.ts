/** The verbs of importing, for every door. */
import { z } from 'zod';
import type { FileStore } from '../../platform/file/index.ts';
import type { Context } from '../context.ts';
import { type AnyOperation, editors, operation, viewers } from '../operation.ts';
import { dryRun, dryRunSchema } from './dry-run.ts';
import {
  cannotUndoImport,
  columnUnknown,
  importBusy,
  importNotFound,
  noRows,
  nothingMapped,
  targetTwice,
  targetUnknown,
  uploadNotFound,
} from './failures.ts';
import { makePlan, openUpload } from './import-plan.ts';
import {
  findImport,
  findingSchema,
  findingsOf,
  type ImportView,
  importSchema,
  recentImports,
  startImport,
  toView,
} from './import-record.ts';
import { importSettings } from './import-settings.ts';
import { preview, previewSchema } from './preview.ts';
import { beginUndo } from './undo-import.ts';

const UPLOAD_ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const TAG = 'Import';
const EXAMPLE_SETTINGS = {
  kind: 'feedback',
  source: 'play-store',
  columns: [
    { column: 'Review Text', to: 'text' },
    { column: 'Star Rating', to: 'rating' },
  ],
};

export interface ImportWork {
  readonly files: FileStore;
  /** Starts carrying out an import or its undo, once the commit that asked for it is durable. */
  begin(context: Context, importId: string): void;
}

export function importOperations({ files, begin }: ImportWork): readonly AnyOperation[] {
  return [
    previewImport(files),
    dryRunImport(files),
    runImport({ files, begin }),
    getImport,
    listImports,
    undoImport(begin),
  ];
}

/** Shows what is in a file and where each column would lead. @throws `upload.not-found`, `file.unreadable`, `file.empty`, `kind.unknown` */
const previewImport = (files: FileStore): AnyOperation =>
  operation({
    name: 'previewImport',
    does: 'Shows what an uploaded file holds: its columns with samples and types, how it was read, and where each column would lead in the kind.',
    may: editors('import items'),
    effect: 'read',
    rest: { method: 'POST', path: '/imports/preview', tag: TAG },
    input: z.strictObject({
      uploadId: z.guid(),
      kind: z.string().max(60),
      sheet: z.union([z.int().min(0), z.string().max(100)]).optional(),
    }),
    output: previewSchema,
    failures: [uploadNotFound],
    example: { uploadId: UPLOAD_ID, kind: 'feedback' },
    run: (input, context) => preview(context, files, input),
  });

const withSettings = z.strictObject({ uploadId: z.guid(), settings: importSettings });

/** Goes through the whole file without writing. @throws `import.column-unknown`, `import.target-unknown` and their kin */
const dryRunImport = (files: FileStore): AnyOperation =>
  operation({
    name: 'dryRunImport',
    does: 'Goes through the whole file and says of every row what would become of it, and what is wrong with it and how to mend it. Nothing is written.',
    may: editors('import items'),
    effect: 'read',
    rest: { method: 'POST', path: '/imports/dry-run', tag: TAG },
    input: withSettings,
    output: dryRunSchema,
    failures: [uploadNotFound, noRows, columnUnknown, targetUnknown, targetTwice, nothingMapped],
    example: { uploadId: UPLOAD_ID, settings: EXAMPLE_SETTINGS },
    run: (input, context) => dryRun(context, files, input),
  });

/** Starts an import; `getImport` tells how far it is. @throws as `dryRunImport` */
const runImport = ({ files, begin }: ImportWork): AnyOperation =>
  operation({
    name: 'runImport',
    does: 'Imports a file in batches, each one change on the line. Running it again with the same source updates what it made and leaves alone what people edited since. Ask getImport how far it is.',
    may: editors('import items'),
    effect: 'write',
    rest: { method: 'POST', path: '/imports', tag: TAG },
    input: withSettings,
    output: importSchema,
    failures: [uploadNotFound, noRows, columnUnknown, targetUnknown, targetTwice, nothingMapped],
    example: { uploadId: UPLOAD_ID, settings: EXAMPLE_SETTINGS },
    run: async ({ uploadId, settings }, context): Promise<ImportView> => {
      const opened = await openUpload(context, files, { uploadId, sheet: settings.sheet });
      await makePlan(context, opened, settings);
      const importId = await startImport(context, opened.upload, settings);
      begin(context, importId);
      return toView(await findImport(context, importId));
    },
  });

const FINDINGS_MOST = 1000;

const getImport = operation({
  name: 'getImport',
  does: 'How far an import is, what it did, and what was wrong with which row.',
  may: viewers('read imports'),
  effect: 'read',
  rest: { method: 'GET', path: '/imports/{importId}', tag: TAG },
  input: z.strictObject({
    importId: z.string().max(100),
    after: z.coerce.number().int().min(0).default(0).meta({ description: 'How many findings to pass over.' }),
    limit: z.coerce.number().int().min(0).max(FINDINGS_MOST).default(200),
  }),
  output: importSchema.extend({ findings: z.array(findingSchema) }),
  failures: [importNotFound],
  example: { importId: UPLOAD_ID },
  run: async ({ importId, after, limit }, context) => ({
    ...toView(await findImport(context, importId)),
    findings: [...(await findingsOf(context, importId, { after, limit }))],
  }),
});

const listImports = operation({
  name: 'listImports',
  does: 'The imports of the workspace, newest first.',
  may: viewers('read imports'),
  effect: 'read',
  rest: { method: 'GET', path: '/imports', tag: TAG },
  input: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  output: z.object({ items: z.array(importSchema) }),
  failures: [],
  example: {},
  run: async ({ limit }, context) => ({ items: (await recentImports(context, limit)).map(toView) }),
});

/** Takes an import back. @throws `import.cannot-undo` (409) names what was worked on since; `import.busy` */
const undoImport = (begin: ImportWork['begin']): AnyOperation =>
  operation({
    name: 'undoImport',
    does: 'Takes a whole import back: archives what it made, gives back the values it changed, removes its links. Refuses, with what stands in the way, where people worked on it since; with keepEdited those items stay and the rest goes.',
    may: editors('undo imports'),
    effect: 'write',
    rest: { method: 'POST', path: '/imports/{importId}/undo', tag: TAG },
    input: z.strictObject({ importId: z.string().max(100), keepEdited: z.boolean().default(false) }),
    output: importSchema,
    failures: [importNotFound, importBusy, cannotUndoImport],
    example: { importId: UPLOAD_ID },
    run: async ({ importId, keepEdited }, context): Promise<ImportView> => {
      const run = await beginUndo(context, importId, keepEdited);
      if (run.state === 'undoing') begin(context, importId);
      return toView(run);
    },
  });
