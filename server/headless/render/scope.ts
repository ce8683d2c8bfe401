/** Ownership of CanvasKit objects: they live in the wasm heap and nobody collects them unless they are deleted. */

interface Deletable {
  delete(): void;
}

let live = 0;

/** How many CanvasKit objects created through scopes have not been deleted yet (0 between exports). */
export function liveObjects(): number {
  return live;
}

/** Collects the objects of one drawing and deletes them together, newest first. */
export class Scope {
  #owned: Deletable[] = [];

  keep<T extends Deletable>(object: T): T {
    this.#owned.push(object);
    live += 1;
    return object;
  }

  dispose(): void {
    for (const object of this.#owned.reverse()) object.delete();
    live -= this.#owned.length;
    this.#owned = [];
  }
}

/** Runs `work` with a scope of its own and deletes everything it kept, whether it returns or throws. */
export function scoped<T>(work: (scope: Scope) => T): T {
  const scope = new Scope();
  try {
    return work(scope);
  } finally {
    scope.dispose();
  }
}
