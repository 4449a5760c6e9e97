/** A program that is bundled into one file of dist/ for Electron or Node. */
export interface NodeTarget {
  readonly entry: string
  readonly file: string
  readonly format: 'esm' | 'cjs'
}

/** All that is left out of the bundles: Electron is there already, better-sqlite3 is native. */
export const external: readonly RegExp[] = [/^electron(\/|$)/, /^better-sqlite3(\/|$)/]

export const nodeTargets = {
  main: { entry: 'main/main.ts', file: 'main.mjs', format: 'esm' },
  headless: { entry: 'main/headless.ts', file: 'headless.mjs', format: 'esm' },
  'write-thread': {
    entry: 'main/store/write-thread.ts',
    file: 'write-thread.mjs',
    format: 'esm',
  },
  'keeping-thread': {
    entry: 'main/store/keeping-thread.ts',
    file: 'keeping-thread.mjs',
    format: 'esm',
  },
  'series-thread': {
    entry: 'main/store/series-thread.ts',
    file: 'series-thread.mjs',
    format: 'esm',
  },
  'schema-thread': {
    entry: 'main/consensus/schema-thread.ts',
    file: 'schema-thread.mjs',
    format: 'esm',
  },
  /** Loaded by root node and worker where the environment asks for traces, and else not even read. */
  tracing: { entry: 'tracing/tracing.ts', file: 'tracing.mjs', format: 'esm' },
  /** Looks for a newer version, loaded by the app where somebody asks for one. */
  updates: { entry: 'main/window/seek-update.ts', file: 'updates.mjs', format: 'esm' },
  worker: { entry: 'worker-image/main.ts', file: 'worker.mjs', format: 'esm' },
  /** A sandboxed preload script cannot be an ES module. */
  preload: { entry: 'preload/preload.ts', file: 'preload.cjs', format: 'cjs' },
} as const satisfies Readonly<Record<string, NodeTarget>>

export type NodeTargetName = keyof typeof nodeTargets
