import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Cleanup } from '#main/base/cleanup'
import { labFolders } from './docker.ts'

const runFile = promisify(execFile)

/** A Debian with a systemd of its own. */
export interface LabHost {
  /** Its root folder, as seen from here. */
  readonly root: string
  /** Runs a shell script as its root; answers with what it printed. */
  run(script: string): Promise<string>
}

export async function openLabHost(cleanup: Cleanup): Promise<LabHost> {
  const { folder, cache } = labFolders()
  const hosts = mkdtempSync(join(cache, 'hosts-'))
  cleanup.defer(() => rm(hosts, { recursive: true, force: true, maxRetries: 3 }))
  const env = {
    ...process.env,
    ...{ LAB_CACHE: cache, LAB: hosts, LAB_PREFIX: `b${process.pid}`, LAB_NET: '10.87.0' },
  }
  const lab = async (...args: readonly string[]) => {
    const { stdout } = await runFile('bash', [join(folder, 'lab.sh'), ...args], { env })
    return stdout.trim()
  }
  await lab('deps')
  await lab('base', 'bookworm', 'amd64')
  cleanup.defer(() => lab('purge').then(() => {}))
  await lab('up', 'host', '11')
  return {
    root: join(hosts, 'host', 'root'),
    run: script => lab('exec', 'host', 'sh', '-c', script),
  }
}
