import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { FaultError } from '#contract/fault'
import type { Host } from '#contract/model/host'
import type { Command, CommandResult } from '#main/provisioning/command'
import type { Site } from '#main/provisioning/step'
import type { FakeCoolify } from '#test/fakes/coolify/fake-coolify'

export interface LocalSite extends Site {
  /** All that was said and run. */
  readonly log: string[]
  authorizedKeys(): string
}

const docker = `#!/bin/sh
case $1 in
  ps) [ -s "$BRIDGE" ] && echo 0123456789ab; exit 0 ;;
  inspect) cat "$BRIDGE" ;;
esac
`

/** A host whose commands are run by the shell of this computer, in a home of its own, with a stand-in for Docker that knows the fake's container. */
export function localSite(host: Host, { state }: FakeCoolify, authorizedKeys?: string): LocalSite {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-coolify-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin', 'docker'), docker)
  chmodSync(join(folder, 'bin', 'docker'), 0o755)
  const keysFile = join(folder, '.ssh', 'authorized_keys')
  if (authorizedKeys !== undefined) {
    mkdirSync(join(folder, '.ssh'))
    writeFileSync(keysFile, authorizedKeys)
  }
  const bridge = join(folder, 'bridge')
  const log: string[] = []

  const ask = async (command: Command): Promise<CommandResult> => {
    const [container] = state.applications.flatMap(app => app.container ?? [])
    writeFileSync(bridge, container ? `${container.address}\n` : '')
    log.push(command.words)
    const env = { HOME: folder, PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, BRIDGE: bridge }
    const child = spawn('sh', ['-s'], { env })
    child.stdin.end(`set -eu\n${command.script}\n`)
    const [stdout, stderr, [exitCode]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ])
    return { exitCode, signal: null, stdout, stderr, durationMs: 1 }
  }
  return {
    host,
    log,
    authorizedKeys: () => readFileSync(keysFile, 'utf8'),
    link: () => Promise.reject(new Error('no step of Coolify asks for the link')),
    ask,
    async run(command) {
      const result = await ask(command)
      if (result.exitCode === 0) return result
      const detail = result.stderr
      throw new FaultError({ code: 'host.step-failed', host: host.name, step: 'run', detail })
    },
    feed: () => Promise.reject(new Error('no step of Coolify feeds a command')),
    progress() {},
    say: line => void log.push(line),
  }
}
