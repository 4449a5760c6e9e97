import { readdirSync, readlinkSync } from 'node:fs'

/** How many sockets a process holds open, as the system counts. */
export function openSocketsOf(pid: number): number {
  const folder = `/proc/${pid}/fd`
  return readdirSync(folder).filter(descriptor => isSocket(`${folder}/${descriptor}`)).length
}

function isSocket(path: string): boolean {
  try {
    return readlinkSync(path).startsWith('socket:')
  } catch {
    return false // closed since it was listed
  }
}
