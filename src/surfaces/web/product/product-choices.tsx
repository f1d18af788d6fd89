/** The palette's question which product one looks at. */
import { Check, Package } from 'lucide-react';
import type { ReactElement } from 'react';
import { fold } from '../frame/find-items.ts';
import { Choice, type ChoicesProps, NothingFound } from '../frame/palette-choices.tsx';
import { ALL_PRODUCTS } from './product-switch.tsx';
import { useChooseProduct, useChosenProduct, useProducts } from './use-product.ts';

export function ProductChoices({ typed, onClose }: ChoicesProps): ReactElement {
  const choose = useChooseProduct();
  const chosen = useChosenProduct();
  const wanted = fold(typed.trim());
  const products = useProducts().filter(({ product }) => fold(`${product.title} ${product.key}`).includes(wanted));
  const mark = (isChosen: boolean): ReactElement =>
    isChosen ? <Check size={16} aria-label="Shown now" /> : <Package size={16} />;
  const then = (act: () => void) => () => {
    onClose();
    act();
  };
  return (
    <>
      {fold(ALL_PRODUCTS).includes(wanted) && (
        <Choice value="all" onSelect={then(() => choose(null))} mark={mark(chosen === undefined)}>
          {ALL_PRODUCTS}
        </Choice>
      )}
      {products.map(({ product }) => (
        <Choice
          key={product.id}
          value={product.id}
          onSelect={then(() => choose(product))}
          mark={mark(chosen?.id === product.id)}
          detail={product.key}
        >
          {product.title}
        </Choice>
      ))}
      <NothingFound>No product is called so.</NothingFound>
    </>
  );
}
