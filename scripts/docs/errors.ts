/** docs/generated/errors.md: every error the product can answer, by its stable id. */
import '../../src/surfaces/server/start-server.ts';
import { failureCatalogue } from '../../src/platform/failure/index.ts';

export const file = 'errors.md';

export function print(): string {
  const rows = failureCatalogue().map(({ id, status, title }) => `| \`${id}\` | ${status} | ${title} |`);
  return [
    '# Errors',
    '',
    'Answers are RFC 9457 `application/problem+json`. Programs rely on `id`; people read `detail`, which names what would be right.',
    'Where an input is at fault, `field` names it. Statuses of 500 and above are never the fault of a request.',
    '',
    '| id | status | meaning |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
