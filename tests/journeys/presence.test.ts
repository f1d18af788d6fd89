/** Two people at two browsers: each sees that the other looks at the same item or list, and only while they do. */
import { describe, expect, test } from 'vitest';
import { expectNoAxeFindings } from '../browser/index.ts';
import { WAYS } from './hands.ts';
import { openStage } from './stage.ts';
import type { Visit } from './visit.ts';

const stage = openStage();
/** A list for each way: whoever closes a browser without a word is seen for some seconds more. */
const LISTS = ['features', 'needs', 'messages', 'launches'];

/** Somebody who was invited and has come in. */
async function enterInvited(name: string): Promise<Visit> {
  const email = `deniz-${crypto.randomUUID()}@example.com`;
  const { path } = await stage.house.ask('POST', '/api/v1/invitations', { email, role: 'editor' });
  const visit = await stage.enter();
  await visit.open(path);
  await visit.page.getByLabel('Your name').fill(name);
  await visit.page.getByLabel('Password').fill('another horse battery');
  await visit.page.getByRole('button', { name: 'Create your account and join' }).click();
  await visit.page.waitForURL(/\/firefox$/);
  return visit;
}

const here = ({ page }: Visit, name: string) => page.getByRole('button', { name: `Here too: ${name}` });

describe.each(WAYS)('$width px by $hands', (way) => {
  test('who looks at the same is seen beside the name, until they leave or do not want to be', async () => {
    const name = `Deniz ${way.hands === 'pointer' ? 'Pointer' : 'Keys'} ${way.width === 1440 ? 'Wide' : 'Narrow'}`;
    const list = `/firefox/${LISTS[WAYS.indexOf(way)]}`;
    const made = await stage.house.ask('POST', '/api/v1/features', { title: 'Compact mode' });
    const ana = await stage.enter({ ...way, as: 'owner' });
    const deniz = await enterInvited(name);
    await ana.open(`/firefox/item/${made.key}`);
    await deniz.open(`/firefox/item/${made.key}`);
    await here(ana, name).waitFor();
    await here(deniz, 'Ana Silva').waitFor();
    expect(await here(ana, 'Ana Silva').count()).toBe(0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await ana.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expectNoAxeFindings(ana.page);
    }
    await ana.reach(here(ana, name));

    await deniz.open(list);
    await here(ana, name).waitFor({ state: 'detached' });
    await ana.open(list);
    await here(ana, name).waitFor();
    await here(deniz, 'Ana Silva').waitFor();

    await ana.open('/firefox/settings/appearance');
    await ana.press(ana.page.getByRole('switch', { name: 'Show where I am' }));
    await ana.open(list);
    await here(deniz, 'Ana Silva').waitFor({ state: 'detached' });
    await ana.leave();
    // Before they came in, they were asked who they are.
    await deniz.leave(/401/);
  });
});
