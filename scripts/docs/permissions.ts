/** docs/generated/permissions.md: who may do what, every operation as one sentence, and which roles that means. */
import { ROLES } from '../../src/platform/permission/index.ts';
import { personalOperations } from '../../src/surfaces/server/account/index.ts';
import { rolesThatMay, sentenceOf } from '../../src/surfaces/server/permission-sentence.ts';
import { describedProduct } from '../../src/surfaces/server/product.ts';

export const file = 'permissions.md';

const AUDIENCES = { anyone: 'Anyone', person: 'Whoever is signed in', admin: 'Admins and owners' } as const;
const LEAST_FIRST = ROLES.toReversed();

export function print(): string {
  const { operations } = describedProduct();
  const open = operations.filter(
    ({ notAt }) => notAt?.rest === undefined || notAt.mcp === undefined || notAt.cli === undefined,
  );
  const byTag = Map.groupBy(open, ({ rest }) => rest.tag);
  const rooms = [...byTag].map(([tag, members]) => [
    `## ${tag}`,
    '',
    `| operation | sentence | ${LEAST_FIRST.join(' | ')} | not at |`,
    `| --- | --- | ${LEAST_FIRST.map(() => ':-:').join(' | ')} | --- |`,
    ...members.map((operation) => {
      const allowed = rolesThatMay(operation.may.role);
      const marks = LEAST_FIRST.map((role) => (allowed.includes(role) ? '✓' : '·')).join(' | ');
      const closed = Object.entries(operation.notAt ?? {}).map(([door, reason]) => `${door}: ${reason}`);
      return `| \`${operation.name}\` | ${sentenceOf(operation.may)} | ${marks} | ${closed.join(' ')} |`;
    }),
    '',
  ]);
  const personal = personalOperations.map(
    ({ name, audience, may }) => `| \`${name}\` | ${AUDIENCES[audience]} may ${may}. |`,
  );
  return [
    '# Who may do what',
    '',
    'Every operation, at every door (REST, MCP, command line, pages). Each role includes those to its left. What is restricted to',
    'teams is seen and changed by those teams and by admins only, whatever the role; another workspace’s things are not there at all.',
    '',
    ...rooms.flat(),
    '## Before and beside any workspace',
    '',
    '| operation | sentence |',
    '| --- | --- |',
    ...personal,
    '',
  ].join('\n');
}
