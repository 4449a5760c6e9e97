/** Loaded before the root node: at a signal it says what the process holds, after what is garbage was collected. */
import { renameSync, writeFileSync } from 'node:fs'
import type { Probed } from './reading.ts'

const file = process.env['PROBE_FILE'] ?? ''

process.on('SIGUSR2', () => {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  const timers = process.getActiveResourcesInfo().filter(name => name === 'Timeout').length
  const probed: Probed = { heapMiB: (heapUsed + external) / 1_048_576, timers }
  writeFileSync(`${file}.new`, JSON.stringify(probed))
  renameSync(`${file}.new`, file)
})
