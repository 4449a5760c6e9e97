import { spawn } from 'node:child_process'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { Command, CommandResult } from '#main/provisioning/command'
import type { Site } from '#main/provisioning/step'
import type { DeliverySite } from '#main/provisioning/transfer/delivery'
import { aHost } from '#test/fakes/a-host'

/** A site on this machine: the commands are really run, by sh, in whatever folder they name. */
export class LocalSite implements Site {
  readonly host: DeliverySite['host'] = aHost('here', {
    ...{ address: '127.0.0.1', user: 'root', auth: { kind: 'agent' } },
  })
  readonly told: (readonly [done: number, total: number])[] = []
  /** Given every input on its way. */
  onInput: (work: Command, input: Readable) => Readable = (_, input) => input
  fedBytes = 0

  link = async (): Promise<never> => {
    throw new Error('there is no link to here')
  }

  async run(work: Command, signal: AbortSignal): Promise<CommandResult> {
    const result = await this.ask(work, signal)
    if (result.exitCode !== 0) throw new Error(`${work.words}: ${result.stderr}`)
    return result
  }

  ask(work: Command, signal: AbortSignal): Promise<CommandResult> {
    return this.#sh(work, Readable.from([]), signal)
  }

  feed(work: Command, input: Readable, signal: AbortSignal): Promise<CommandResult> {
    return this.#sh(work, this.onInput(work, input), signal)
  }

  progress(done: number, total: number): void {
    this.told.push([done, total])
  }

  say(): void {}

  async #sh(work: Command, input: Readable, signal: AbortSignal): Promise<CommandResult> {
    const child = spawn('sh', ['-c', `set -eu\n${work.script}`], {
      env: { ...process.env, LC_ALL: 'C' },
      signal,
    })
    child.stdin.on('error', () => {})
    input.on('error', () => {})
    input.on('data', (chunk: Buffer | string) => {
      this.fedBytes += chunk.length
    })
    input.pipe(child.stdin)
    const [stdout, stderr, [exitCode, ended]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<readonly [number | null, string | null]>((resolve, reject) => {
        child.on('error', reject)
        child.on('close', (code, name) => resolve([code, name]))
      }),
    ])
    return { exitCode, signal: ended, stdout, stderr, durationMs: 0 }
  }
}
