import type { Readable } from 'node:stream'
import type { LogContent } from '#contract/model/deployment-log'
import type { Host } from '#contract/model/host'
import { type Command, type CommandResult, endOf } from '../command.ts'
import type { HostLink, HostLinks } from '../host-link.ts'
import type { Site } from '../step.ts'
import { stepFailed } from '../steps/step-failed.ts'

/** What a session needs to know of the deployment that it belongs to. */
export interface SessionWatch {
  write(step: string, content: LogContent): void
  progress(step: string, done: number, total: number): void
  readonly redact: (text: string) => string
}

const longestDetail = 600

/** The work on one host: one connection, opened when it is needed, and everything run through it in the log. */
export class HostSession {
  readonly #host: Host
  readonly #links: HostLinks
  readonly #watch: SessionWatch
  #link: Promise<HostLink> | null = null

  constructor(host: Host, links: HostLinks, watch: SessionWatch) {
    this.#host = host
    this.#links = links
    this.#watch = watch
  }

  get isOpen(): boolean {
    return this.#link !== null
  }

  /** What one step works with; a quiet one leaves its commands out of the log. */
  site(step: string, { isQuiet = false } = {}): Site {
    const write = (content: LogContent) => this.#watch.write(step, content)
    const ask = (command: Command, signal: AbortSignal) =>
      this.#logged(isQuiet ? () => {} : write, command, async () => {
        const link = await this.#opened(signal)
        return link.run(
          command,
          signal,
          isQuiet ? undefined : line => write({ kind: 'line', ...line }),
        )
      })
    return {
      host: this.#host,
      link: signal => this.#opened(signal),
      ask,
      run: async (command, signal) => this.#whole(step, await ask(command, signal)),
      feed: (command: Command, input: Readable, signal: AbortSignal) =>
        this.#logged(write, command, async () => {
          const link = await this.#opened(signal)
          return link.feed(command, input, signal)
        }).then(result => this.#whole(step, result)),
      progress: (done, total) => this.#watch.progress(step, done, total),
      say: text => write({ kind: 'line', from: 'banyan', text }),
    }
  }

  /** The next command goes through a new connection. */
  drop(): void {
    const link = this.#link
    this.#link = null
    link?.then(
      open => open.close(),
      () => {},
    )
  }

  async #logged(
    write: (content: LogContent) => void,
    { words, script, asRoot }: Command,
    run: () => Promise<CommandResult>,
  ): Promise<CommandResult> {
    write({ kind: 'command', words, script, asRoot })
    const startedAt = performance.now()
    try {
      const result = await run()
      const { exitCode, signal, durationMs } = result
      write({ kind: 'end', exitCode, signal, durationMs })
      return result
    } catch (failure) {
      const durationMs = performance.now() - startedAt
      write({ kind: 'end', exitCode: null, signal: null, durationMs })
      throw failure
    }
  }

  #opened(signal: AbortSignal): Promise<HostLink> {
    if (this.#link) return this.#link
    const opening = this.#links.open(this.#host.id, signal)
    this.#link = opening
    const forget = () => {
      if (this.#link === opening) this.#link = null
    }
    opening.then(link => link.closed.then(forget, forget), forget)
    return opening
  }

  #whole(step: string, result: CommandResult): CommandResult {
    if (result.exitCode === 0) return result
    const said = saidIn(result, this.#watch.redact)
    const how =
      result.exitCode === null
        ? `ended by ${result.signal ?? 'nobody knows what'}`
        : `exit ${result.exitCode}`
    const detail = said === '' ? how : `${how}: ${said}`
    throw stepFailed({ host: this.#host }, step, detail, endOf(result), said)
  }
}

/** The end of what it said. Half a secret would pass for none: they are taken out of the whole. */
function saidIn({ stdout, stderr }: CommandResult, redact: SessionWatch['redact']): string {
  return redact(stderr.trim() || stdout.trim()).slice(-longestDetail)
}
