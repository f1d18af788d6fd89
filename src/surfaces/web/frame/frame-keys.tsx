/** The frame's own keys; pages add theirs on top. */
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useProducts } from '../product/use-product.ts';
import { useCommits, useMay, useWorkspace } from '../workspace/hooks.ts';
import { kindByPlural } from '../workspace/model.ts';
import { useDestinations } from './destinations.tsx';
import { type FrameState, frameState, setFrame } from './frame-state.ts';
import { type KeyMap, useKeys } from './keys.ts';

export function FrameKeys(): null {
  const { membership, mirror, visitors } = useWorkspace();
  const itemOf = (ref: string) => mirror.find(ref) ?? visitors.item(ref);
  const { plural } = useParams({ strict: false });
  const peek = useSearch({ strict: false, select: (search) => search.peek });
  const navigate = useNavigate();
  const commits = useCommits();
  const mayAdd = useMay('contributor');
  const mayEdit = useMay('editor');
  const hasProducts = useProducts().length > 0;
  const workspace = membership.slug;

  const goes = useDestinations().flatMap(({ letter, go }) =>
    letter === undefined ? [] : [[`g ${letter}`, go] as const],
  );
  const onTargets = (patch: Partial<FrameState>) => () => {
    if (!mayEdit || frameState().targets.length === 0) return false;
    setFrame(patch);
    return true;
  };
  const map: KeyMap = {
    'mod+k': () => setFrame({ palette: frameState().palette === null ? 'all' : null }),
    c: () => mayAdd && setFrame({ create: kindByPlural(plural ?? '')?.name ?? 'any' }),
    s: onTargets({ palette: 'state' }),
    a: onTargets({ palette: 'assign' }),
    l: onTargets({ palette: 'link' }),
    p: () => hasProducts && setFrame({ palette: 'product' }),
    '?': () => setFrame({ keysShown: true }),
    'mod+z': () => void commits.undo.undo(),
    'mod+shift+z': () => void commits.undo.redo(),
    'mod+enter': () => {
      const [only, ...others] = frameState().targets;
      const ref = peek ?? (others.length > 0 ? undefined : only);
      if (ref === undefined) return false;
      void navigate({ to: '/$workspace/item/$ref', params: { workspace, ref: itemOf(ref)?.key ?? ref } });
      return true;
    },
    ...Object.fromEntries(goes),
  };
  useKeys(map);
  return null;
}
