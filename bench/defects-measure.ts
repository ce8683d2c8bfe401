/** Damages ads one defect at a time and asks the check that should see it. */
import {
  type CheckId,
  checkFacts,
  checkFrame,
  checkIds,
  type Finding,
  type Report,
} from '../server/quality/index.ts';
import { type BenchAd, createWorkbench, type Workbench } from './defects-ads.ts';
import { imageDefects } from './defects-image.ts';
import { type Injector, type Scene, type Size, sizes } from './defects-lift.ts';
import { placeDefects } from './defects-place.ts';
import { typeDefects } from './defects-type.ts';

export const defects: Record<string, Injector> = { ...placeDefects, ...typeDefects, ...imageDefects };

export interface Tally {
  found: number;
  tried: number;
}

export interface DefectResult {
  ads: number;
  /** Ads that fail no tier-1 check as they are. */
  clean: number;
  recall: Map<CheckId, Record<Size, Tally>>;
  missed: string[];
  /** Fails and warnings on clean ads, by check: on how many ads. */
  alarms: Map<CheckId, number>;
  failing: string[];
}

class TakeBack extends Error {}

export interface MeasureOptions {
  only?: readonly CheckId[];
  say?: (line: string) => void;
}

/** Every ad is built once; each defect is made in a transaction that is taken back. */
export async function measureDefects(
  ads: readonly BenchAd[],
  { only, say = () => {} }: MeasureOptions = {},
): Promise<DefectResult> {
  const bench = createWorkbench();
  const result: DefectResult = {
    ads: 0,
    clean: 0,
    recall: new Map(),
    missed: [],
    alarms: new Map(),
    failing: [],
  };
  try {
    for (const ad of ads) {
      const { frameId, brand } = await bench.build(ad);
      const baseline = await checkFrame(bench.canvas, frameId, { brand });
      result.ads++;
      if (!baseline.pass) {
        const fails = baseline.findings.filter(({ level }) => level === 'fail').map(({ check }) => check);
        result.failing.push(`${ad.name}: ${[...new Set(fails)].join(', ')}`);
        say(`${ad.name}: not clean (${[...new Set(fails)].join(', ')})`);
      } else {
        result.clean++;
        countAlarms(baseline, result);
      }
      await damage(bench, ad.name, frameId, baseline, brand, result, only);
      say(`${ad.name}: done`);
    }
  } finally {
    await bench.canvas.close();
  }
  return result;
}

function countAlarms({ findings }: Report, { alarms }: DefectResult): void {
  const seen = new Set(findings.filter(({ level }) => level !== 'info').map(({ check }) => check));
  for (const check of seen) alarms.set(check, (alarms.get(check) ?? 0) + 1);
}

async function damage(
  bench: Workbench,
  name: string,
  frameId: string,
  baseline: Report,
  brand: Scene['input']['brand'],
  result: DefectResult,
  only: readonly CheckId[] | undefined,
): Promise<void> {
  for (const check of checkIds) {
    const inject = defects[check];
    // An ad that has the fault already cannot be given it.
    const has = baseline.findings.some((finding) => counts(finding, check) && check !== 'grid8');
    if (!inject || has || (only && !only.includes(check))) continue;
    for (const size of sizes) {
      const found = await isFound(bench, frameId, check, size, inject, brand, baseline);
      if (found === undefined) continue;
      const tally = result.recall.get(check) ?? {
        small: { found: 0, tried: 0 },
        medium: { found: 0, tried: 0 },
        large: { found: 0, tried: 0 },
      };
      tally[size].tried++;
      if (found) tally[size].found++;
      else result.missed.push(`${check} ${size}: ${name}`);
      result.recall.set(check, tally);
    }
  }
}

/** A remark of a check that otherwise warns is no finding. */
const counts = (finding: Finding, check: CheckId): boolean =>
  finding.check === check && (finding.level !== 'info' || checkFacts[check]?.level === 'info');

/** undefined: the defect cannot be made on this ad. */
async function isFound(
  { canvas }: Workbench,
  frameId: string,
  check: CheckId,
  size: Size,
  inject: Injector,
  brand: Scene['input']['brand'],
  baseline: Report,
): Promise<boolean | undefined> {
  let found: boolean | undefined;
  try {
    await canvas.transaction(async (inner) => {
      if (check === 'grid8') {
        // Few ads are on the grid to begin with: they are put there first.
        const fix = baseline.findings.find((finding) => finding.check === 'grid8')?.fix ?? [];
        await inner.run({ ops: fix.map(({ nodeId, props }) => ({ op: 'update', node: nodeId, props })) });
      }
      // Of every other check it is known that the ad as it is has not the fault.
      const checks = check === 'grid8' ? [check] : [];
      const before = await checkFrame(inner, frameId, { brand, checks });
      if (before.findings.some((finding) => counts(finding, check))) throw new TakeBack();
      const scene: Scene = {
        canvas: inner,
        input: before.input,
        size,
        pick: (small, medium, large) => ({ small, medium, large })[size],
      };
      if (await inject(scene)) {
        const after = await checkFrame(inner, frameId, { brand, checks: [check] });
        found = after.findings.some((finding) => counts(finding, check));
      }
      throw new TakeBack();
    });
  } catch (error) {
    if (!(error instanceof TakeBack)) throw error;
  }
  return found;
}
