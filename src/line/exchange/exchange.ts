/** Import, export and files over one line: what doors and the command line are given. */
import type { Database } from '../../platform/database/index.ts';
import type { FileStore } from '../../platform/file/index.ts';
import { isAtLeast, ROLES, type Role } from '../../platform/permission/index.ts';
import { permissionDenied } from '../failures.ts';
import type { AnyOperation } from '../operation.ts';
import type { LineServer } from '../store/line.ts';
import type { Standing } from '../store/standing.ts';
import { type Attachment, attachFile, attachmentOperations, findAttachment, type Incoming } from './attachments.ts';
import { type Download, type ExportRequest, exportItems } from './export-items.ts';
import { exportItem } from './export-markdown.ts';
import { exportWorkspace } from './export-workspace.ts';
import { importOperations } from './import-operations.ts';
import { findImport } from './import-record.ts';
import { importWorkspace, type NewWorkspace } from './import-workspace.ts';
import { type Steps, stepsOf } from './in-line.ts';
import { presetOperations } from './preset-operations.ts';
import { processImport } from './process-import.ts';
import { carryOutUndo } from './undo-import.ts';
import { receiveUpload, type Upload } from './uploads.ts';

export interface ExchangeOptions {
  readonly line: LineServer;
  readonly database: Database;
  readonly files: FileStore;
  /** 200 MB unless said. */
  readonly maxUploadBytes?: number;
  /** 25 MB unless said. */
  readonly maxAttachmentBytes?: number;
  /** Hears of imports that stopped by an error of ours. */
  readonly onFailure?: (error: unknown) => void;
}

export interface Exchange {
  /** Verbs to put beside the line's own, for every door. */
  readonly operations: readonly AnyOperation[];
  receiveUpload(file: Incoming, standing: Standing): Promise<Upload>;
  attachFile(item: string, file: Incoming, standing: Standing): Promise<Attachment>;
  /** The bytes of an attachment; always to be sent as a download. */
  openAttachment(attachmentId: string, standing: Standing): Promise<Download>;
  exportItems(request: ExportRequest, standing: Standing): Promise<Download>;
  /** One item as Markdown, links as sentences. */
  exportItem(ref: string, standing: Standing): Promise<Download>;
  /** Everything of the workspace in one `.throughline.tar.gz`. @throws `permission.denied` below admin */
  exportWorkspace(standing: Standing): Promise<Download>;
  /** Puts such a file into a new workspace, which the caller then gives an owner. @throws `archive.broken` */
  importWorkspace(
    content: AsyncIterable<Uint8Array>,
    into: NewWorkspace,
  ): Promise<{ readonly rows: number; readonly files: number }>;
  /**
   * Imports and their undos that a stop of the process cut short, oldest first. Only for whoever is alone with the database: those
   * that another process carries out look the same.
   */
  cutShort(begunBefore: Date): Promise<readonly CutShort[]>;
  /** Goes on with them, or with all unless said; answers how many. */
  resume(begunBefore?: Date): Promise<number>;
  /** When nothing is under way. */
  idle(): Promise<void>;
  /** Begins no further step and waits for those under way; what they leave undone is gone on with by `resume`. */
  stop(): Promise<void>;
}

export interface CutShort {
  readonly importId: string;
  readonly fileName: string;
  readonly state: 'running' | 'undoing';
  readonly rowsRead: number;
  /** As who began it. */
  readonly standing: Standing;
}

const MEGABYTE = 1_048_576;

/**
 * @example
 * const exchange = createExchange({ line, database, files: localFiles('./data/files') });
 * const upload = await exchange.receiveUpload({ name: 'reviews.csv', mediaType: 'text/csv', content }, standing);
 * await line.run(operationNamed('runImport'), { uploadId: upload.id, settings }, standing);
 */
export function createExchange({ line, database, files, onFailure, ...limits }: ExchangeOptions): Exchange {
  const { maxUploadBytes = 200 * MEGABYTE, maxAttachmentBytes = 25 * MEGABYTE } = limits;
  const { carryOn, idle, stop } = importRunner({ line, files, onFailure });
  const imports = importOperations({
    files,
    begin: (context, importId) =>
      context.afterCommit(async () => carryOn(importId, { workspaceId: context.workspaceId, actor: context.actor })),
  });

  return {
    operations: [...imports, ...presetOperations, ...attachmentOperations],
    receiveUpload: (file, standing) =>
      receiveUpload(
        stepsOf(line, standing),
        { files, workspaceId: standing.workspaceId, maxBytes: maxUploadBytes },
        file,
      ),
    attachFile: (item, file, standing) =>
      attachFile(
        stepsOf(line, standing),
        { files, workspaceId: standing.workspaceId, maxBytes: maxAttachmentBytes },
        { item, file },
      ),
    openAttachment: async (attachmentId, standing) => {
      const found = await stepsOf(line, standing).read('openAttachment', (context) =>
        findAttachment(context, attachmentId),
      );
      return {
        name: found.name,
        mediaType: found.mediaType,
        sizeBytes: found.sizeBytes,
        content: await files.open(found.storedAs),
      };
    },
    exportItems: (request, standing) => exportItems(stepsOf(line, standing), line.model, request),
    exportItem: (ref, standing) => exportItem(stepsOf(line, standing), ref),
    exportWorkspace: async ({ workspaceId, actor }) => {
      if (!isAtLeast(actor.role, 'admin'))
        throw permissionDenied({ needed: 'Only admins and owners may take the whole workspace out', role: actor.role });
      return exportWorkspace({ database, files }, workspaceId);
    },
    importWorkspace: (content, into) => importWorkspace({ database, files }, content, into),
    cutShort: (begunBefore) => interrupted(database, begunBefore),
    resume: async (begunBefore) => {
      const runs = await interrupted(database, begunBefore);
      for (const run of runs) carryOn(run.importId, run.standing);
      return runs.length;
    },
    idle,
    stop,
  };
}

/** Ends a work between two of its steps, each a commit of its own. */
const STOPPED = new Error('The process stops; the next start goes on from here.');

/** Imports and undos under way in this process. */
function importRunner({
  line,
  files,
  onFailure,
}: Pick<ExchangeOptions, 'line' | 'files'> & { readonly onFailure: ExchangeOptions['onFailure'] | undefined }) {
  const underWay = new Set<Promise<void>>();
  let isStopping = false;
  const untilStopped = ({ read, write }: Steps): Steps => ({
    read: (name, work) => (isStopping ? Promise.reject(STOPPED) : read(name, work)),
    write: (name, work) => (isStopping ? Promise.reject(STOPPED) : write(name, work)),
  });
  const carryOn = (importId: string, { workspaceId, actor }: Standing): void => {
    const steps = untilStopped(stepsOf(line, { workspaceId, actor: { ...actor, via: 'import' } }));
    const work = steps
      .read('readImport', (context) => findImport(context, importId))
      .then((run) => (run.state === 'undoing' ? carryOutUndo(steps, importId) : processImport(steps, files, importId)))
      .catch((error: unknown) => (error === STOPPED ? undefined : onFailure?.(error)))
      .finally(() => underWay.delete(work));
    underWay.add(work);
  };
  const idle = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.all(underWay);
  };
  const stop = (): Promise<void> => {
    isStopping = true;
    return idle();
  };
  return { carryOn, idle, stop };
}

/** Asked over all workspaces, so with the login that owns the tables; the work itself runs as who started it. */
async function interrupted(database: Database, begunBefore: Date | undefined): Promise<readonly CutShort[]> {
  const { rows } = await database.pool.query<{
    id: string;
    workspace_id: string;
    file_name: string;
    state: CutShort['state'];
    rows_read: number;
    member: string | null;
    name: string;
    role: string;
    teams: string[];
  }>(
    `select id, workspace_id, file_name, state, rows_read, started_by as member, started_by_name as name, started_by_role as role,
     started_by_teams::text[] as teams from import_run where state in ('running', 'undoing')
     and ($1::timestamptz is null or started_at < $1) order by started_at, id`,
    [begunBefore ?? null],
  );
  return rows.map((row) => ({
    importId: row.id,
    fileName: row.file_name,
    state: row.state,
    rowsRead: row.rows_read,
    standing: {
      workspaceId: row.workspace_id,
      actor: { memberId: row.member, name: row.name, role: roleOf(row.role), teamIds: row.teams, via: 'import' },
    },
  }));
}

function roleOf(name: string): Role {
  return ROLES.find((role) => role === name) ?? 'viewer';
}
