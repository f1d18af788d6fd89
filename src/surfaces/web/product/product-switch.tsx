/** Which product one looks at: all of them, or one with its parts. Not there where there is nothing to choose. */
import { ChevronsUpDown, Package } from 'lucide-react';
import type { ReactElement } from 'react';
import { setFrame } from '../frame/frame-state.ts';
import { Menu, MenuChoice, MenuChoices } from '../primitive/menu.tsx';
import { useChooseProduct, useChosenProduct, useProducts } from './use-product.ts';

export const ALL_PRODUCTS = 'All products';

/** In the left column. */
export function ProductSwitch(): ReactElement | null {
  const products = useProducts();
  const chosen = useChosenProduct();
  const choose = useChooseProduct();
  if (products.length === 0) return null;
  const title = chosen?.title ?? ALL_PRODUCTS;
  const trigger = (
    <button
      type="button"
      aria-label={`Product: ${title}`}
      className="mx-2 mb-2 flex h-7 items-center gap-2 rounded-sm border border-line px-2 text-left hover:border-line-strong data-[popup-open]:bg-paper"
    >
      <Package size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-muted" />
      <span
        dir="auto"
        className={chosen === undefined ? 'min-w-0 flex-1 truncate text-muted' : 'min-w-0 flex-1 truncate font-medium'}
      >
        {title}
      </span>
      <ChevronsUpDown size={14} className="shrink-0 text-muted" aria-hidden />
    </button>
  );
  const change = (id: string): void => {
    setFrame({ navigationShown: false });
    choose(products.find(({ product }) => product.id === id)?.product ?? null);
  };
  return (
    <Menu trigger={trigger}>
      <MenuChoices label="Show what belongs to" value={chosen?.id ?? ''} onChange={change}>
        <MenuChoice value="" closes>
          {ALL_PRODUCTS}
        </MenuChoice>
        {products.map(({ product, depth }) => (
          <MenuChoice key={product.id} value={product.id} detail={depth > 0 ? 'part' : undefined} closes>
            {'\u2003'.repeat(depth)}
            {product.title}
          </MenuChoice>
        ))}
      </MenuChoices>
    </Menu>
  );
}

/** On narrow screens, where the left column is away: what the page is narrowed to, and the way out of it. */
export function ProductCrumb(): ReactElement | null {
  const chosen = useChosenProduct();
  if (chosen === undefined) return null;
  return (
    <button
      type="button"
      aria-label={`Product: ${chosen.title}. Switch product`}
      onClick={() => setFrame({ palette: 'product' })}
      className="flex h-7 max-w-32 min-w-0 items-center gap-1 rounded-sm border border-line px-1.5 text-sm md:hidden"
    >
      <Package size={14} aria-hidden className="shrink-0 text-muted" />
      <span dir="auto" className="truncate">
        {chosen.title}
      </span>
    </button>
  );
}
