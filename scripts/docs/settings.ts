/** docs/generated/settings.md: every setting of the environment. */
import { SETTING_TABLE } from '../../src/platform/settings/index.ts';

export const file = 'settings.md';

export function print(): string {
  const rows = SETTING_TABLE.map(
    ({ name, default: given, meaning }) => `| \`${name}\` | ${given === '' ? 'unset' : `\`${given}\``} | ${meaning} |`,
  );
  return [
    '# Settings',
    '',
    'Environment variables; all may be left out.',
    '',
    '| name | default | meaning |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
