import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cleanup } from '#main/base/cleanup'
import { projectDir } from '#tools/project'

export const packagedFolder = join(projectDir, 'out', 'linux-unpacked')
export const packagedProgram = join(packagedFolder, 'banyan')

export interface PackagedApp {
  readonly child: ChildProcess
  readonly exited: Promise<number | null>
  /** All that it said so far. */
  said(): string
}

/** Driven from outside alone: what is built for people has no inspector. */
export function startPackaged(
  cleanup: Cleanup,
  dataDir: string,
  args: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): PackagedApp {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(packagedProgram, [...sandbox, ...args], {
    env: { ...process.env, MODEL_PROVIDER: 'demo', DATA_DIR: dataDir, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece: Buffer) => {
      said += piece.toString()
    })
  }
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => resolve(code))
  })
  cleanup.defer(async () => {
    child.kill('SIGKILL')
    await exited
  })
  return { child, exited, said: () => said }
}

interface Running {
  readonly pid: number
  readonly command: string
}

/** Every process below this one, as the system lists them. */
export function descendantsOf(pid: number): readonly Running[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = /^PPid:\s*(\d+)/m.exec(read(`/proc/${name}/status`))?.[1]
    if (parent) parents.set(Number(name), Number(parent))
  }
  const isBelow = (each: number): boolean => {
    const parent = parents.get(each)
    return parent !== undefined && (parent === pid || isBelow(parent))
  }
  return [...parents.keys()]
    .filter(isBelow)
    .map(each => ({ pid: each, command: read(`/proc/${each}/cmdline`).replaceAll('\0', ' ') }))
}

/** Empty when it ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
