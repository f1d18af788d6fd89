/** Where a product hides all there is: says so, and how to see it. */
import type { ReactElement } from 'react';
import { Button } from '../primitive/button.tsx';
import { useChooseProduct, useChosenProduct } from './use-product.ts';

/** Nothing where all products are shown. */
export function ShowAllProducts(): ReactElement | null {
  const chosen = useChosenProduct();
  const choose = useChooseProduct();
  return chosen === undefined ? null : <Button onClick={() => choose(null)}>Show all products</Button>;
}

/** A sentence to go with others. @example <HiddenByProduct what="features" /> */
export function HiddenByProduct({ what }: { readonly what: string }): ReactElement | null {
  const chosen = useChosenProduct();
  if (chosen === undefined) return null;
  return (
    <>
      {' '}
      Hidden while you look at {chosen.title}: {what} of other products and of none.
    </>
  );
}
