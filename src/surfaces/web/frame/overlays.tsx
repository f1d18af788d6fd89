/** What floats over the frame: fetched when first asked for. */
import type { ReactElement } from 'react';
import { CommandPalette } from './command-palette.tsx';
import { CreateDialog } from './create-dialog.tsx';
import { useFrame } from './frame-state.ts';
import { KeysDialog } from './keys-dialog.tsx';

export default function Overlays(): ReactElement {
  const { palette, create, keysShown } = useFrame((frame) => frame);
  return (
    <>
      {palette !== null && <CommandPalette mode={palette} />}
      {create !== null && <CreateDialog kindName={create} />}
      {keysShown && <KeysDialog />}
    </>
  );
}
