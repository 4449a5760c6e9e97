import { arch, cpus, loadavg, release, totalmem, type } from 'node:os'

/** On what a run was taken; a figure without it says nothing. */
export function machineText(): string {
  const all = cpus()
  const gib = (totalmem() / 1024 ** 3).toFixed(0)
  const [load = 0] = loadavg()
  return [
    `${all.length} × ${all[0]?.model.trim() ?? 'unknown processor'}, ${gib} GiB, ${type()} ${release()} ${arch()}`,
    `Node ${process.versions.node}; others' load at the start ${load.toFixed(2)}`,
  ].join('\n')
}
