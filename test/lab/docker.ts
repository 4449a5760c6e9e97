import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Cleanup } from '#main/base/cleanup'
import { openWayToDebian } from './way-to-debian.ts'

const runFile = promisify(execFile)

/** Answers with what the program printed, trimmed; rejects when it failed. */
type Run = (...args: readonly string[]) => Promise<string>

/** A Docker engine of these tests' own, in a network namespace of its own. */
export interface LabDocker {
  readonly docker: Run
  readonly compose: Run
  /** Runs a program in the engine's namespace, where published ports are reached. */
  readonly inside: Run
  /** A registry of images at 127.0.0.1:5000 of the engine's namespace. */
  openRegistry(): Promise<void>
  /** Makes the stand-in for the public image of Node; answers with its name. */
  standIn(architecture: Architecture): Promise<string>
  /** `npm run image`, on the stand-in; answers with the image's name. */
  buildImage(
    name: 'worker' | 'root',
    architecture: Architecture,
    ...more: readonly string[]
  ): Promise<string>
}

export const architectures = ['amd64', 'arm64'] as const
export type Architecture = (typeof architectures)[number]

const standIns = {
  amd64: { command: 'standin', name: 'node:24-bookworm-slim' },
  arm64: { command: 'standin-arm64', name: 'node:24-bookworm-slim-arm64' },
}

export async function openLabDocker(cleanup: Cleanup): Promise<LabDocker> {
  const { folder, cache } = labFolders()
  const state = mkdtempSync(join(cache, 'docker-'))
  cleanup.defer(() => rm(state, { recursive: true, force: true, maxRetries: 3 }))
  const namespace = `banyan-${process.pid}`
  const env = {
    ...process.env,
    ...{ LAB_CACHE: cache, DK: state, DK_NS: namespace, DOCKER_HOST: `unix://${state}/sock` },
    ...{ DOCKER_CONFIG: join(state, 'client'), DOCKER_CLI_EXPERIMENTAL: 'enabled' },
    // Debian's own client, the one that has BuildKit inside, before any other.
    PATH: `${dirname(process.execPath)}:/usr/bin:${process.env['PATH']}`,
  }
  const runs = (file: string, ...first: readonly string[]): Run => {
    return async (...args) => {
      const { stdout } = await runFile(file, [...first, ...args], { env, maxBuffer: 64 << 20 })
      return stdout.trim()
    }
  }
  const lab = runs('bash', join(folder, 'docker.sh'))

  await lab('deps')
  await runs('bash', join(folder, 'lab.sh'))('binfmt')
  await lab('up', 'isolated')
  cleanup.defer(() => lab('down').then(() => {}))
  const proxy = await openWayToDebian(cleanup, { folder: state, namespace })

  const standIn = async (architecture: Architecture) => {
    const { command, name } = standIns[architecture]
    await lab(command, '24')
    return name
  }
  return {
    standIn,
    openRegistry: () => lab('registry').then(() => {}),
    docker: runs('docker'),
    compose: runs('docker-compose', '--project-name', 'banyan'),
    inside: runs('bash', join(folder, 'docker.sh'), 'ns'),
    async buildImage(name, architecture, ...more) {
      const tag = `banyan-${name}:${architecture}`
      await runs(process.execPath, join(import.meta.dirname, '../../tools/image.ts'))(
        ...[name, '--platform', `linux/${architecture}`, '--tag', tag],
        ...['--build-arg', `BASE=${await standIn(architecture)}`],
        ...['--network', 'host', '--build-arg', `http_proxy=${proxy}`],
        ...more,
      )
      return tag
    },
  }
}

/** Throws where the lab cannot be, and says what is missing: these tests never pass without it. */
export function labFolders(): { readonly folder: string; readonly cache: string } {
  const folder = process.env['LAB_DIR'] ?? join(import.meta.dirname, '..', 'hosts', 'kit')
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new Error('The lab tests need Debian and the user root.')
  }
  const cache = process.env['LAB_CACHE'] ?? join(homedir(), '.cache', 'banyan', 'lab')
  mkdirSync(cache, { recursive: true })
  return { folder, cache }
}
