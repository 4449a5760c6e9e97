import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'

const microsATick = 10_000

/**
 * Begins to look at how much of the processor other programs, or other machines on the same host,
 * take. The answer is a share from 0 to 1, given what the bench itself took meanwhile; below 0 the
 * system's own count, which samples, is not to be believed.
 */
export function watchOthers(ownMicros: () => number): () => number {
  const began = performance.now()
  const busyBefore = busyMicros()
  const ownBefore = ownMicros()
  return () => {
    const busy = busyMicros() - busyBefore
    const own = ownMicros() - ownBefore
    const all = (performance.now() - began) * 1_000 * cpus().length
    return (busy - own) / all
  }
}

/** Of all cores since the start of the computer; idle time and waiting for disks are left out. */
function busyMicros(): number {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n')
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number)
  return (user + nice + system + irq + softirq + steal) * microsATick
}
