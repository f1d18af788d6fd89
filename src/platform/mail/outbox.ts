/** Mail on its way out, in the database: written in the transaction that causes it, delivered after, visible until then and after. */
import { type SQL, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Transaction } from '../database/index.ts';
import type { Letter } from './letter.ts';

type Statements = Pick<Transaction, 'rows' | 'row' | 'run'>;

export type MailState = 'waiting' | 'sent' | 'failed';

export interface OutgoingMail {
  readonly to: string;
  readonly letter: Letter;
  /** Whose log shows it; null: of the installation, shown to nobody. */
  readonly workspaceId: string | null;
}

/** What the log shows: never what the letter said, for its link or code belongs to the reader alone. */
export interface LoggedMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly state: MailState;
  readonly attempts: number;
  readonly lastAnswer: string | null;
  readonly createdAt: string;
  readonly nextAttemptAt: string | null;
  readonly sentAt: string | null;
}

/** The statement that puts a letter into the outbox, for whichever transaction causes it. @example await sql.run(posting({ to, letter, workspaceId })) */
export function posting({ to, letter, workspaceId }: OutgoingMail): SQL {
  return sql`insert into mail_outbox (id, workspace_id, recipient, subject, letter, state, next_attempt_at, created_at)
    values (${uuidv7()}, ${workspaceId}, ${to}, ${letter.subject}, ${JSON.stringify(letter)}::jsonb, 'waiting', now(), now())`;
}

export interface ClaimedMail {
  readonly id: string;
  readonly recipient: string;
  readonly letter: Letter;
  readonly attempts: number;
}

/** One that is due, taken so that no other process sends it too; if we die it is due again. */
export function claimDue(statements: Statements): Promise<ClaimedMail | undefined> {
  return statements.row<ClaimedMail>(sql`update mail_outbox set attempts = attempts + 1, next_attempt_at = now() + interval '10 minutes'
    where id = (select id from mail_outbox where state = 'waiting' and next_attempt_at <= now()
      order by next_attempt_at limit 1 for update skip locked)
    returning id, recipient, letter, attempts`);
}

/** Sent: the letter itself is no longer kept. */
export async function markSent(statements: Statements, id: string, answer: string): Promise<void> {
  await statements.run(
    sql`update mail_outbox set state = 'sent', sent_at = now(), last_answer = ${answer}, letter = null where id = ${id}::uuid`,
  );
}

/** Not sent: tried again after so many seconds, or (null) given up until somebody asks for it. */
export async function markUnsent(
  statements: Statements,
  id: string,
  answer: string,
  retrySeconds: number | null,
): Promise<void> {
  await statements.run(sql`update mail_outbox set state = ${retrySeconds === null ? 'failed' : 'waiting'}, last_answer = ${answer},
    next_attempt_at = now() + ${retrySeconds ?? 0} * interval '1 second' where id = ${id}::uuid`);
}

/** The mail of a workspace, newest first. */
export async function mailLog(
  statements: Statements,
  workspaceId: string,
  limit: number,
): Promise<readonly LoggedMail[]> {
  const rows =
    await statements.rows<LogRow>(sql`select id, recipient, subject, state, attempts, last_answer, created_at, next_attempt_at, sent_at
    from mail_outbox where workspace_id = ${workspaceId}::uuid order by created_at desc, id desc limit ${limit}`);
  return rows.map((row) => ({
    id: row.id,
    to: row.recipient,
    subject: row.subject,
    state: row.state,
    attempts: row.attempts,
    lastAnswer: row.last_answer,
    createdAt: row.created_at,
    nextAttemptAt: row.state === 'waiting' ? row.next_attempt_at : null,
    sentAt: row.sent_at,
  }));
}

interface LogRow {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly state: MailState;
  readonly attempts: number;
  readonly last_answer: string | null;
  readonly created_at: string;
  readonly next_attempt_at: string;
  readonly sent_at: string | null;
}

/** Makes a failed mail due again; false where there is no such mail that can be sent. */
export async function retryMail(statements: Statements, workspaceId: string, id: string): Promise<boolean> {
  const due = await statements.run(sql`update mail_outbox set state = 'waiting', next_attempt_at = now(), attempts = 0
    where id = ${id}::uuid and workspace_id = ${workspaceId}::uuid and state <> 'sent' and letter is not null`);
  return due > 0;
}

/** Old entries of the log go after 90 days, with their letters. */
export async function forgetOldMail(statements: Statements): Promise<void> {
  await statements.run(sql`delete from mail_outbox where created_at < now() - interval '90 days'`);
}
