/** A workspace on a real database, with members of every role: what the tests of the line and of the doors begin from. */
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Model } from '../../src/line/model.ts';
import type { AnyOperation } from '../../src/line/operation.ts';
import { createLine, type LineServer, operationsOf, type Standing } from '../../src/line/server.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { type Actor, ROLES, type Role } from '../../src/platform/permission/index.ts';
import { openTestDatabase } from '../database/open.ts';

export interface TestWorkspace {
  readonly database: Database;
  readonly line: LineServer;
  readonly workspaceId: string;
  readonly operations: ReadonlyMap<string, AnyOperation>;
  /** A member of that role, with the teams given. */
  as(role: Role, teamIds?: readonly string[]): Standing;
  /** Runs the operation of that name, as editor unless said. */
  run<Answer = Record<string, unknown>>(name: string, input: unknown, standing?: Standing): Promise<Answer>;
  close(): Promise<void>;
}

export interface Members {
  readonly workspaceId: string;
  readonly memberIds: ReadonlyMap<Role, string>;
}

/** Adds a workspace with one member of each role. */
export async function addWorkspace(database: Database, slug: string): Promise<Members> {
  const workspaceId = uuidv7();
  const memberIds = new Map(ROLES.map((role) => [role, uuidv7()]));
  await database.global(async (tx) => {
    await tx.run(sql`insert into workspace (id, slug, name) values (${workspaceId}::uuid, ${slug}, ${slug})`);
  });
  await database.write(workspaceId, async (tx) => {
    await tx.run(sql`insert into workspace_head (workspace_id) values (${workspaceId}::uuid)`);
    for (const [role, id] of memberIds) {
      await tx.run(sql`insert into member (workspace_id, id, name, email, role, discipline) values (${workspaceId}::uuid, ${id}::uuid,
        ${`The ${role}`}, ${`${role}@example.org`}, ${role}, 'product')`);
    }
  });
  return { workspaceId, memberIds };
}

export async function openTestWorkspace(model: Model): Promise<TestWorkspace> {
  const database = await openTestDatabase();
  const line = createLine({ database, model });
  const { workspaceId, memberIds } = await addWorkspace(database, 'test');
  const operations = new Map(operationsOf(model).map((operation) => [operation.name, operation]));
  const as = (role: Role, teamIds: readonly string[] = []): Standing => {
    const actor: Actor = { memberId: memberIds.get(role) ?? null, name: `The ${role}`, role, teamIds, via: 'api' };
    return { workspaceId, actor };
  };
  return {
    database,
    line,
    workspaceId,
    operations,
    as,
    close: () => database.close(),
    run: async (name: string, input: unknown, standing?: Standing) => {
      const operation = operations.get(name);
      if (operation === undefined) throw new Error(`There is no operation "${name}".`);
      const answer: ReturnType<typeof JSON.parse> = await line.run(operation, input, standing ?? as('editor'));
      return answer;
    },
  };
}
