import { describe, expect, it } from 'vitest';
import { instructions } from '../../server/mcp/instructions.ts';
import { listTool } from '../../server/mcp/list.ts';
import { allTools, toolsOf } from '../../tools/index.ts';

const listed = toolsOf(['default']).map(listTool);

describe('what the model sees', () => {
  // `npx vitest run tests/tools -u` rewrites these files; the change is then seen in review.
  it.each(allTools.map((tool) => [tool.name, listTool(tool)] as const))(
    '%s is as recorded',
    async (name, tool) => {
      await expect(`${JSON.stringify(tool, null, 2)}\n`).toMatchFileSnapshot(`./snapshots/${name}.snap.json`);
    },
  );

  it('fits its budget: the default tools/list is at most 20 kB', () => {
    expect(Buffer.byteLength(JSON.stringify({ tools: listed }))).toBeLessThanOrEqual(20_000);
  });

  it('fits the shortest instruction limit of the clients', () => {
    expect(instructions.length).toBeLessThan(2_000);
  });

  it('has names every client takes', () => {
    for (const { name } of listed) expect(name).toMatch(/^[a-z][a-z0-9_]{2,31}$/);
  });

  it('refuses unknown arguments in every schema', () => {
    for (const { name, inputSchema } of listed) expect(inputSchema['additionalProperties'], name).toBe(false);
  });

  it('has no root union, no references and no tuples, which some clients cannot read', () => {
    for (const { name, inputSchema } of listed) {
      const text = JSON.stringify(inputSchema);
      expect(inputSchema['anyOf'] ?? inputSchema['oneOf'] ?? inputSchema['allOf'], name).toBeUndefined();
      expect(text, name).not.toMatch(/"\$ref"|"definitions"|"prefixItems"/);
    }
  });

  it('says of every tool whether it only reads, or else whether it destroys', () => {
    for (const { name, annotations } of listed) {
      const { readOnlyHint, destructiveHint } = annotations;
      expect(readOnlyHint === true || typeof destructiveHint === 'boolean', name).toBe(true);
    }
  });
});
