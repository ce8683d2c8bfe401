/** The contract suite inside real Figma, on a page of its own that is removed afterwards. For developers of Adsmith. */
import type { Executor } from '../executor/index.ts';
import type { ContractResult } from '../protocol/messages.ts';
import type { PanelPort } from './panel-port.ts';

export interface ContractSuite {
  cases: readonly {
    name: string;
    run(context: { executor: Executor; figma: PluginAPI }): Promise<void>;
  }[];
  /** Bytes of an image the cases use, by SHA-256. */
  image(hash: string): Uint8Array | undefined;
}

/** Runs the cases one by one and shows the results in the panel as they come. */
export async function runContract(
  { cases }: ContractSuite,
  context: { executor: Executor; figma: PluginAPI; panel: PanelPort },
): Promise<void> {
  const { executor, figma, panel } = context;
  const results: ContractResult[] = [];
  const tell = (done: boolean) => panel.send({ type: 'contract', total: cases.length, results, done });
  tell(false);
  const before = figma.currentPage;
  const page = figma.createPage();
  page.name = 'Adsmith contract suite';
  try {
    await figma.setCurrentPageAsync(page);
    for (const { name, run } of cases) {
      try {
        await run({ executor, figma });
        results.push({ name });
      } catch (error) {
        results.push({ name, error: error instanceof Error ? error.message : String(error) });
      }
      for (const node of page.children) if (!node.removed) node.remove();
      tell(false);
      // Figma's own window shares this thread.
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  } finally {
    await figma.setCurrentPageAsync(before);
    page.remove();
    tell(true);
  }
}
