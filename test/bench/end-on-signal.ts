import type { Cleanup } from '#main/base/cleanup'

/** Ctrl-C leaves no program running and no folder lying about. */
export function endOnSignal(cleanup: Cleanup): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void cleanup.run().finally(() => process.exit(130)))
}
