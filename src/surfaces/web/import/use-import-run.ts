/** An import as it goes on: asked again until it has come to an end. */
import { useEffect } from 'react';
import { useAnswer } from '../workspace/hooks.ts';
import { type Finding, type ImportRun, isUnderWay } from './import-answers.ts';

const ASK_EVERY_MILLISECONDS = 600;
const FINDINGS = 1000;

export type ImportWithFindings = ImportRun & { readonly findings: readonly Finding[] };

export function useImportRun(importId: string) {
  const answer = useAnswer<ImportWithFindings>(`/imports/${encodeURIComponent(importId)}?limit=${String(FINDINGS)}`);
  const { value, refresh } = answer;
  const isGoing = value !== null && isUnderWay(value);
  useEffect(() => {
    if (!isGoing) return;
    const timer = window.setInterval(refresh, ASK_EVERY_MILLISECONDS);
    return () => window.clearInterval(timer);
  }, [isGoing, refresh]);
  return answer;
}
