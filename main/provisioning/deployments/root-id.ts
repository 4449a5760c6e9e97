import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'

/** Who holds the locks of this root node: an id that outlives its starts, and whom to ask. */
export function lockOwner(folder: string): { readonly rootId: string; readonly who: string } {
  return { rootId: rootIdIn(folder), who: `${userName()}@${hostname()}` }
}

function rootIdIn(folder: string): string {
  const path = join(folder, 'root-id')
  try {
    writeFileSync(path, randomUUID(), { flag: 'wx', mode: 0o600 })
  } catch (failure) {
    // Sound: file functions throw these.
    if ((failure as NodeJS.ErrnoException).code !== 'EEXIST') throw failure
  }
  return readFileSync(path, 'utf8').trim()
}

/** A user that runs in a container may have no name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return 'somebody'
  }
}
