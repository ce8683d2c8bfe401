/** A hotel's desk bell: brass dome, black foot, one button. */
import { revolve } from '../profile.ts';
import { lacquer, metal, type Scene } from '../scene.ts';

export async function bell(): Promise<Scene> {
  const foot = revolve([
    [0, 0],
    [45, 0, 1.5],
    [45, 6, 2.4],
    [38, 11, 3],
    [12, 12, 1],
    [0, 12],
  ]);
  const dome = revolve([
    [0, 13],
    [38, 13, 0.6],
    [40.5, 13.6, 0.8],
    [40.5, 16, 0.9],
    [37.5, 20, 4],
    [31, 38, 16],
    [14, 47.5, 12],
    [4, 49, 1],
    [0, 49],
  ]);
  const stem = revolve([
    [0, 48],
    [3.2, 48, 0.3],
    [3.2, 55, 0.3],
    [6.5, 56, 0.8],
    [6.5, 60, 2.2],
    [0, 61.5],
  ]);
  return {
    parts: [
      { ...foot, surface: () => lacquer('#1c1a19', 10) },
      { ...dome, surface: () => metal('#e2b76a', 3) },
      { ...stem, surface: () => metal('#e9c685', 4) },
    ],
    foot: 45,
  };
}
