/** Accessibility as axe finds it: WCAG 2.2 AA and its best practices. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const findingsSchema = z.array(
  z.object({
    id: z.string(),
    impact: z.string().nullish(),
    help: z.string(),
    nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
  }),
);

/** What axe finds on the page as it stands, one sentence each; empty when all is well. `within` narrows it to a part. */
export async function axeFindings(page: Page, within?: string): Promise<readonly string[]> {
  // The script is evaluated by the debugger, so the page's content security policy does not have to allow it.
  await page.evaluate(AXE);
  const found: unknown = await page.evaluate(
    `axe.run(${JSON.stringify(within ?? null)} ?? document, { runOnly: ${JSON.stringify(RULES)} }).then((result) => result.violations)`,
  );
  return findingsSchema
    .parse(found)
    .flatMap(({ id, impact, help, nodes }) =>
      nodes.map(
        ({ html, failureSummary }) => `${id} (${impact ?? 'unrated'}): ${help}: ${html}\n${failureSummary ?? ''}`,
      ),
    );
}

/** Throws with every finding, so a failed journey says what to mend. */
export async function expectNoAxeFindings(page: Page, within?: string): Promise<void> {
  const findings = await axeFindings(page, within);
  if (findings.length > 0) throw new Error(`axe found ${findings.length} on ${page.url()}:\n${findings.join('\n')}`);
}
