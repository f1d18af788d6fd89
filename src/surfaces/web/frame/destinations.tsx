/** Where one can go: Home, the pages, every list, settings. The palette, the keys and the list of keys all read this. */
import { useNavigate } from '@tanstack/react-router';
import { ArrowRight, Settings } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { KindIcon } from '../primitive/kind-icon.tsx';
import { pages } from '../route/pages.ts';
import { useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';

export interface Destination {
  readonly id: string;
  readonly label: string;
  /** Pressed after G. */
  readonly letter: string | undefined;
  readonly mark: ReactNode;
  readonly go: () => unknown;
}

/** The most used lists of each room. */
const LETTERS: Readonly<Record<string, string>> = {
  feature: 'F',
  need: 'N',
  insight: 'I',
  feedback: 'B',
  persona: 'P',
  objective: 'J',
  release: 'R',
  message: 'M',
  claim: 'C',
  asset: 'A',
  launch: 'L',
  task: 'T',
};

/** In the order of the navigation; settings before the lists. */
export function useDestinations(): readonly Destination[] {
  const navigate = useNavigate();
  const workspace = useWorkspace().membership.slug;
  return useMemo(
    () => [
      {
        id: 'home',
        label: 'Home',
        letter: 'H',
        mark: <ArrowRight size={16} />,
        go: () => navigate({ to: '/$workspace', params: { workspace } }),
      },
      ...pages.map((page) => ({
        id: page.path,
        label: page.label,
        letter: page.key,
        mark: <page.icon size={16} />,
        go: () => navigate({ to: `/$workspace/${page.path}`, params: { workspace } }),
      })),
      {
        id: 'settings',
        label: 'Settings',
        letter: 'S',
        mark: <Settings size={16} />,
        go: () => navigate({ to: '/$workspace/settings/$section', params: { workspace, section: 'profile' } }),
      },
      ...model.kinds.map((kind) => ({
        id: kind.name,
        label: kind.label.many,
        letter: LETTERS[kind.name],
        mark: <KindIcon kind={kind} />,
        go: () => navigate({ to: '/$workspace/$plural', params: { workspace, plural: kind.plural } }),
      })),
    ],
    [navigate, workspace],
  );
}
