import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Cleanup } from '#main/base/cleanup'

const runFile = promisify(execFile)

/** A booted Debian with sshd, reached from these tests at its address and from nowhere else. */
export interface LabHost {
  readonly name: string
  readonly address: string
  /** Its root folder, as seen from here. */
  readonly root: string
  /** The Ed25519 key by which it is known, as `ssh-keyscan` prints it. */
  readonly knownHost: string
  /** Runs a shell script as its root, without SSH; answers with what it printed. */
  run(script: string): Promise<string>
  /** A command of lab.sh about this host: `lab('crash')`, `lab('bad', '40')`. */
  lab(verb: string, ...args: readonly string[]): Promise<string>
}

/** See the head of kit/lab.sh for the options, such as `--docker` or `--disk 256M`. */
export interface Lab {
  up(name: string, ...options: readonly string[]): Promise<LabHost>
  /** A command of lab.sh. */
  lab(...args: readonly string[]): Promise<string>
}

/** Users of a host: `ubuntu` (sudo), `sudopw` (sudo asks), `plain` (no sudo); the password is the name, the key this one. */
export const labKeyFile = () => join(variable('LAB_CACHE'), 'id_ed25519')

/** Answered once for each test file; hosts are wiped by the cleanup. */
export function openLab(cleanup: Cleanup): Lab {
  const lab = async (...args: readonly string[]) => {
    const { stdout } = await runFile('bash', [join(import.meta.dirname, 'kit', 'lab.sh'), ...args])
    return stdout.trim()
  }
  return {
    lab,
    async up(name, ...options) {
      const byte = 10 + hostNumber++
      cleanup.defer(() => lab('wipe', name).then(() => {}))
      await lab('up', name, String(byte), ...options)
      const folder = join(variable('LAB'), name)
      return {
        name,
        address: `${variable('LAB_NET')}.${byte}`,
        root: join(folder, 'root'),
        knownHost: readFileSync(join(folder, 'known_host'), 'utf8').trim(),
        run: script => lab('exec', name, 'sh', '-c', script),
        lab: (verb, ...args) => lab(verb, name, ...args),
      }
    },
  }
}

/** As its owner reads it there. */
export async function fingerprintOf(host: LabHost): Promise<string> {
  const printed = await host.run('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub')
  return printed.split(' ')[1] ?? ''
}

let hostNumber = 1

function variable(name: string): string {
  const value = process.env[name]
  if (value !== undefined) return value
  throw new Error(`${name} is not set: these tests are run by npm run test:hosts`)
}
