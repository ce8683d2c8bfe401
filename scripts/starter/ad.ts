/** One ad of the starter library as a list of tool calls, and what is known about it. */
import { join } from 'node:path';
import { brandOf } from './brands.ts';
import { type Drawn, scriptsOf } from './draw.ts';

export interface Step {
  id?: string;
  tool: string;
  args: Record<string, unknown>;
}

export interface StarterAd {
  slug: string;
  /** Name of the format category, as `server/brand/data/format-categories.json` has it. */
  category: string;
  brand: string;
  angle: string;
  format: string;
  layout: string;
  tags: string[];
  pipeline: Step[];
  /** Made into a template that ships. */
  template?: string;
}

export interface AdFacts {
  slug: string;
  brand: string;
  angle: string;
  /** As build_ad_skeleton takes it. */
  format: string;
  layout?: string;
  tags: string[];
  /** Name of the template made of it, if one is. */
  template?: string;
  /** Keep a strip for the logo in the layout; default true. */
  logo?: boolean;
  padding?: number;
}

/** Folder of the pictures the ads use; set by the script before the ads are listed. */
let folder = 'out/starter';
export const setMaterials = (path: string): void => {
  folder = path;
};
export const material = (name: string): string => join(folder, name);
export const product = (name: string): string => material(`products/${name}.png`);

/** Collects the steps of one ad in the order they run. */
export class Design {
  readonly steps: Step[] = [];
  private scripts = 0;

  constructor(readonly facts: AdFacts) {
    const { brand, angle, format, layout, logo, padding } = facts;
    this.steps.push({
      id: 'ad',
      tool: 'build_ad_skeleton',
      args: {
        format,
        layout: layout ?? 'stacked',
        brand,
        angle,
        ...(logo !== undefined && { logo }),
        ...(padding !== undefined && { padding }),
      },
    });
  }

  private call(tool: string, args: Record<string, unknown>, id?: string): this {
    this.steps.push({ ...(id && { id }), tool, args: { frameId: '$ad.frameId', ...args } });
    return this;
  }

  solid(color: string): this {
    return this.call('set_background', { type: 'solid', config: { color } });
  }

  gradient(stops: string[], config: Record<string, unknown> = {}): this {
    return this.call('set_background', { type: 'gradient', config: { stops, ...config } });
  }

  pattern(color: string, pattern: string, patternColor: string, patternScale = 1): this {
    return this.call('set_background', {
      type: 'pattern',
      config: { color, pattern, patternColor, patternScale },
    });
  }

  photo(name: string, config: Record<string, unknown> = {}): this {
    return this.call('set_background', { type: 'image', config: { imagePath: material(name), ...config } });
  }

  copy(args: Record<string, unknown>): this {
    return this.call('apply_typography', args, 'copy');
  }

  product(name: string, args: Record<string, unknown> = {}): this {
    return this.call('place_product', { imagePath: product(name), ...args });
  }

  art(name: string, args: Record<string, unknown> = {}): this {
    return this.call('place_product', { imagePath: material(name), ...args });
  }

  logo(args: Record<string, unknown> = {}): this {
    return this.call('place_product', { imagePath: 'brand/logo.png', role: 'logo', ...args });
  }

  draw(...nodes: Drawn[]): this {
    const stem = `d${this.scripts}n`;
    const scripts = scriptsOf(nodes, stem);
    const first = this.scripts;
    scripts.forEach(({ operations, needs }) => {
      const id = `draw${this.scripts++}`;
      const variables: Record<string, string> = { frame: '$ad.frameId' };
      for (const { name, script } of needs) variables[name] = `$draw${first + script}.nodes.${name}`;
      this.steps.push({ id, tool: 'batch_operations', args: { operations, variables } });
    });
    return this;
  }

  /** Changes to what apply_typography made, by role ("headline", "cta", "ctaLabel", "copy"). */
  adjust(changes: Record<string, Record<string, unknown>>): this {
    const updates = Object.entries(changes).map(([role, props]) => ({
      nodeId: `$copy.nodes.${role}`,
      props,
    }));
    this.steps.push({ tool: 'batch_update', args: { updates } });
    return this;
  }

  done(category: string): StarterAd {
    const { slug, brand, angle, format, layout, tags, template } = this.facts;
    brandOf(brand);
    return {
      slug,
      category,
      brand,
      angle,
      format,
      layout: layout ?? 'stacked',
      tags,
      pipeline: this.steps,
      ...(template && { template }),
    };
  }
}
