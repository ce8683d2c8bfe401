/** Brand and product. Always there, so that nothing moves when the list arrives. */
import type { Model } from '../model.ts';
import { element } from './element.ts';
import type { Actions, View } from './view.ts';

type Choice = { id: string; name: string };

export function pickersView(actions: Actions): View {
  const brand = select('Brand', () => actions.pick(brand.value, undefined));
  const product = select('Product', () => actions.pick(brand.value, product.value || undefined));
  const node = element('div', { class: 'pickers' }, wrap(brand), wrap(product));
  return {
    node,
    update(model, previous) {
      if (previous && previous.panel === model.panel && previous.picked === model.picked) return;
      const brands = model.panel.brands ?? [];
      fill(brand, brands, model.picked.brand, brands.length > 0 ? 'Brand' : 'No brands yet');
      const products = productsOf(model);
      fill(
        product,
        products,
        model.picked.product,
        model.picked.brand && products.length > 0 ? 'All products' : 'Product',
      );
      // With nothing chosen yet, "Brand" itself is no choice; "All products" is one.
      product.options[0]?.toggleAttribute('disabled', false);
    },
  };
}

function productsOf({ panel, picked }: Model): Choice[] {
  return panel.brands?.find(({ id }) => id === picked.brand)?.products ?? [];
}

function select(label: string, onchange: () => void): HTMLSelectElement {
  return element('select', { class: 'select', 'aria-label': label, disabled: true, onchange });
}

function wrap(child: HTMLElement): HTMLElement {
  return element('span', { class: 'select-box' }, child);
}

function fill(node: HTMLSelectElement, choices: Choice[], chosen: string | undefined, empty: string): void {
  const first = element('option', { value: '', disabled: true }, empty);
  node.replaceChildren(first, ...choices.map(({ id, name }) => element('option', { value: id }, name)));
  node.value = choices.some(({ id }) => id === chosen) && chosen !== undefined ? chosen : '';
  node.disabled = choices.length === 0;
}
