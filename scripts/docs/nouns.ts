/** docs/generated/nouns.md: every noun with its fields, states, links and checks, as the definitions say. */
import { domain } from '../../src/domain/index.ts';
import {
  type Check,
  COMMON_FIELDS,
  createModel,
  type Field,
  type Fields,
  type Kind,
  type LinkType,
  labelOf,
  type Model,
} from '../../src/line/index.ts';

export const file = 'nouns.md';

export function print(): string {
  return printNouns(createModel(domain));
}

/**
 * The page of a model's nouns.
 *
 * @example
 * printNouns(createModel(domain)) // '# The nouns of the line\n…'
 */
export function printNouns(model: Model): string {
  const counts = `${model.kinds.length} nouns, ${model.links.length} links, ${new Set(model.checks.map((check) => check.id)).size} checks`;
  return [
    '# The nouns of the line',
    '',
    `${counts}. **Bold** is material: changing it puts whatever relies on the item out of step.`,
    '',
    'Every item also has a key, a title, tags, comments, attachments, a history and these fields:',
    '',
    ...fieldTable(COMMON_FIELDS),
    ...model.slices.flatMap((slice) => [`## ${slice.label}`, '', ...slice.kinds.flatMap((kind) => noun(model, kind))]),
  ].join('\n');
}

function noun(model: Model, kind: Kind): readonly string[] {
  const to = model.links.filter((link) => link.from === kind);
  const from = model.links.filter(
    (link) => link.from !== kind && link.definition.to !== 'any' && model.allows(link, kind),
  );
  const checks = model.checks.filter((check) => check.on === kind);
  return [
    `### ${kind.label.one} (${kind.key})`,
    '',
    kind.purpose,
    '',
    `- Address: \`/${kind.plural}\`${kind.resident ? '' : '; asked from the server in pages'}${kind.contributorsMayAdd ? '; contributors may add it' : ''}`,
    `- ${states(kind)}`,
    ...to.map((link) => `- ${linkLine(link)}`),
    ...(from.length > 0 ? [`- Relied on by: ${from.map(inverse).join(', ')}`] : []),
    ...checks.map((check) => `- ${checkLine(check)}`),
    '',
    ...fieldTable({ title: titleOf(kind), ...kind.fields }),
  ];
}

const titleOf = (kind: Kind): Field => ({ type: 'text', maxLength: 300, material: kind.titleIsMaterial ?? true });

function states(kind: Kind): string {
  const names = Object.entries(kind.states).map(([state, phase]) => `${state} (${phase})`);
  const label = kind.stateIsMaterial === false ? 'States' : '**States**';
  return `${label}: ${names.join(', ')}`;
}

function linkLine({ name, definition }: LinkType): string {
  const { to, says, one, fields } = definition;
  const targets =
    to === 'any' ? 'anything' : to === 'self' ? 'its own kind' : to.map((kind) => kind.label.one).join(', ');
  const remembers = fields === undefined ? '' : `, remembers ${Object.keys(fields).join(', ')}`;
  return `Link \`${name}\` *${says}* ${targets}${one ? ' (one)' : ''}${remembers}`;
}

const inverse = ({ id, from, definition }: LinkType): string => `*${definition.inverse}* ${from.label.one} (\`${id}\`)`;

const checkLine = ({ id, severity, watches }: Check): string => `Check \`${id}\` (${severity}): ${watches}`;

function fieldTable(fields: Fields): readonly string[] {
  const lines = Object.entries(fields).map(([name, field]) => {
    const code = field.material ? `**\`${name}\`**` : `\`${name}\``;
    return `| ${code} | ${labelOf(name, field)} | ${typeOf(field)} | ${field.help ?? ''} |`;
  });
  return ['| field | label | holds | help |', '| --- | --- | --- | --- |', ...lines, ''];
}

function typeOf(field: Field): string {
  const unique = field.unique ? ', unique' : '';
  if (field.type === 'select') return `one of: ${field.options.join(', ')}${unique}`;
  if (field.type === 'multiSelect') return `any of: ${field.options.join(', ')}`;
  if (field.type === 'rows') {
    const columns = Object.entries(field.columns).map(([name, column]) => `${name} (${typeOf(column)})`);
    return `rows of ${columns.join(', ')}`;
  }
  if (field.type !== 'number') return `${field.type}${unique}`;
  const range = field.min === undefined && field.max === undefined ? '' : ` ${field.min ?? ''}–${field.max ?? ''}`;
  return `number${range}${field.unit === undefined ? '' : ` ${field.unit}`}`;
}
