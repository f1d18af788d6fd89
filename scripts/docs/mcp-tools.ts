/** docs/generated/mcp-tools.md: what agents are offered, with the hints they are given about each tool. */

import { printTools, type Tool } from '../../src/surfaces/server/mcp/tools.ts';
import { describedProduct } from '../../src/surfaces/server/product.ts';

export const file = 'mcp-tools.md';

export function print(): string {
  const { model, operations } = describedProduct();
  const tools = printTools(model, operations);
  const kept = operations.filter(({ notAt }) => notAt?.mcp !== undefined);
  return [
    '# The tools of an agent',
    '',
    `${tools.length} tools at \`/mcp\` (streamable HTTP) and with \`throughline mcp\` (stdio). A key offers those its scopes and its list of tools`,
    'allow. *reads*: changes nothing; *writes*: can be undone; *destroys*: cannot. *again*: doing it twice is doing it once.',
    '',
    '| tool | does | hints | takes |',
    '| --- | --- | --- | --- |',
    ...tools.map(row),
    '',
    '## Not offered',
    '',
    ...kept.map(({ name, notAt }) => `- \`${name}\`: ${notAt?.mcp}`),
    '',
  ].join('\n');
}

function row({ name, description, annotations, inputSchema }: Tool): string {
  const effect = annotations.readOnlyHint ? 'reads' : annotations.destructiveHint ? 'destroys' : 'writes';
  const hints = annotations.idempotentHint && !annotations.readOnlyHint ? `${effect}, again` : effect;
  return `| \`${name}\` | ${description.replaceAll('|', '\\|')} | ${hints} | ${membersOf(inputSchema)} |`;
}

function membersOf({ properties, required }: Tool['inputSchema']): string {
  const needed: ReadonlySet<unknown> = new Set(Array.isArray(required) ? required : []);
  const names = Object.keys({ ...Object(properties) });
  return names.map((name) => (needed.has(name) ? `**\`${name}\`**` : `\`${name}\``)).join(', ');
}
