import { statfsSync } from 'node:fs'
import { cpus, freemem, totalmem } from 'node:os'
import type { Vitals } from '#contract/wire/node'

interface CpuTimes {
  readonly busy: number
  readonly all: number
}

/** A share over less time says nothing. */
const leastMs = 500

/** How much of this machine, or of what this container may have, is taken. */
export class VitalSigns {
  #times = cpuTimes()
  #since = performance.now()
  #cpuUsage: number | null = null

  now(): Vitals {
    this.#lookAtCpu()
    return { cpu_usage: this.#cpuUsage, memory_usage: memoryUsage(), disk_usage: diskUsage() }
  }

  /** Over the time since the last look. */
  #lookAtCpu(): void {
    const now = performance.now()
    if (now - this.#since < leastMs) return
    const times = cpuTimes()
    const all = times.all - this.#times.all
    this.#cpuUsage = all > 0 ? percent(times.busy - this.#times.busy, all) : null
    this.#times = times
    this.#since = now
  }
}

function cpuTimes(): CpuTimes {
  let busy = 0
  let all = 0
  for (const { times } of cpus()) {
    const whole = times.user + times.nice + times.sys + times.irq + times.idle
    all += whole
    busy += whole - times.idle
  }
  return { busy, all }
}

function memoryUsage(): number | null {
  const limit = process.constrainedMemory()
  if (limit > 0 && limit < totalmem()) return percent(limit - process.availableMemory(), limit)
  return percent(totalmem() - freemem(), totalmem())
}

function diskUsage(): number | null {
  try {
    const { blocks, bavail } = statfsSync(process.cwd())
    return blocks > 0 ? percent(blocks - bavail, blocks) : null
  } catch {
    return null
  }
}

function percent(part: number, whole: number): number {
  return Math.round(Math.min(100, Math.max(0, (part / whole) * 100)) * 10) / 10
}
