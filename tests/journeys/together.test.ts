/** Two people on one item: what one writes the other sees; what both write is asked about; a lost line loses nothing. */
import { expect, test } from 'vitest';
import { WAYS } from './hands.ts';
import { openStage } from './stage.ts';
import type { Visit } from './visit.ts';

const stage = openStage();

const headingOf = ({ page }: Visit, title: string) => page.getByRole('heading', { level: 1, name: title, exact: true });

async function retitle(visit: Visit, from: string, to: string): Promise<void> {
  await visit.press(headingOf(visit, from).getByRole('button'));
  await visit.page.getByRole('textbox', { name: 'Title', exact: true }).waitFor();
  await visit.key('Control+a');
  await visit.page.keyboard.type(to);
  await visit.key('Enter');
}

test.each(WAYS)('edits meet, $width px by $hands', async (way) => {
  const made = await stage.house.ask('POST', '/api/v1/features', {
    title: 'Compact mode',
    summary: 'A smaller toolbar.',
  });
  const [one, other] = [await stage.enter({ ...way, as: 'owner' }), await stage.enter({ ...way, as: 'owner' })];
  for (const visit of [one, other]) {
    await visit.open(`/firefox/item/${made.key}`);
    await headingOf(visit, 'Compact mode').waitFor();
  }
  await retitle(one, 'Compact mode', 'Compact mode, kept');
  await headingOf(other, 'Compact mode, kept').waitFor();

  await other.context.setOffline(true);
  await retitle(other, 'Compact mode, kept', 'Written on the train');
  await headingOf(other, 'Written on the train').waitFor();
  await other.page.getByText(/^Offline: 1 edit waiting$/).waitFor({ state: 'attached' });
  await retitle(one, 'Compact mode, kept', 'Written at the desk');
  await expect
    .poll(async () => (await stage.house.ask('GET', `/api/v1/features/${made.key}`)).title)
    .toBe('Written at the desk');

  await other.context.setOffline(false);
  const dialog = other.page.getByRole('dialog', { name: `${made.key} changed while you edited it` });
  await dialog.getByText('Written at the desk').waitFor();
  const mine = dialog.getByRole('radio', { name: /You, just now/ });
  if (way.hands === 'keyboard') {
    // The two values are one group of choices: Tab goes to it, an arrow chooses in it.
    await other.reach(dialog.getByRole('radio').first());
    await other.key('ArrowDown');
    await expect.poll(() => mine.isChecked()).toBe(true);
  } else await other.press(mine);
  await other.press(dialog.getByRole('button', { name: 'Save the choice' }));
  await headingOf(one, 'Written on the train').waitFor();
  await headingOf(other, 'Written on the train').waitFor();
  await one.leave();
  // The lost connection and the conflict are told by the browser itself.
  await other.leave(/INTERNET_DISCONNECTED|409/);
});
