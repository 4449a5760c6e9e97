import type { Duplex, Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client, ClientChannel } from 'ssh2'
import { FaultError } from '#contract/fault'
import { hostReason } from '#contract/host-reason'
import type { HostId } from '#contract/ids'
import { type Command, type CommandResult, command } from '../command.ts'
import type { HostLink, OutputLine } from '../host-link.ts'
import { ExecGate } from './exec-gate.ts'
import { forwardedStream } from './forwarded-stream.ts'
import { plainWords } from './plain-words.ts'
import { killScript, remoteScript } from './remote-script.ts'
import { type Loss, ScriptRun } from './script-run.ts'

/** OpenSSH allows ten sessions to a connection; two are kept for ending what runs in the others. */
const mostRuns = 8
const mostKills = 2
const mostSessionTries = 10
const sessionPauseMs = 200
const killWithinMs = 8_000
const closeWithinMs = 2_000

/** A connection that is pinned and logged in. */
export class SshLink implements HostLink {
  readonly hostId: HostId
  readonly closed: Promise<void>
  readonly #client: Client
  readonly #socket: Duplex
  readonly #host: string
  readonly #runs = new ExecGate(mostRuns)
  readonly #kills = new ExecGate(mostKills)
  readonly #forwarded = new Set<Duplex>()
  #lost: Loss | null = null
  #trouble: Loss = {
    detail: 'the other side hung up',
    why: hostReason('other-hung-up'),
  }

  constructor(
    client: Client,
    socket: Duplex,
    { hostId, host }: { readonly hostId: HostId; readonly host: string },
  ) {
    this.#client = client
    this.#socket = socket
    this.hostId = hostId
    this.#host = host
    client.on('error', error => {
      const said = plainWords(error.message, 200)
      this.#trouble = { detail: said, why: hostReason('link-trouble', { said }) }
    })
    this.closed = new Promise(resolve => {
      client.once('close', () => {
        this.#lost ??= this.#trouble
        for (const stream of this.#forwarded) stream.destroy(this.#cut())
        resolve()
      })
    })
  }

  run(
    work: Command,
    signal: AbortSignal,
    hear?: (line: OutputLine) => void,
  ): Promise<CommandResult> {
    return this.#runs.pass(() => this.#run(work, null, signal, hear), signal)
  }

  async feed(work: Command, input: Readable, signal: AbortSignal): Promise<CommandResult> {
    // It may fail while it waits for its turn; the run hears of that when it begins.
    input.on('error', () => {})
    try {
      return await this.#runs.pass(() => this.#run(work, input, signal), signal)
    } finally {
      input.destroy()
    }
  }

  async forward(address: string, port: number, signal: AbortSignal): Promise<Duplex> {
    const channel = await this.#open(
      done => this.#client.forwardOut('127.0.0.1', 0, address, port, done),
      signal,
      detail => ({
        code: 'host.unreachable',
        host: this.#host,
        detail: `it cannot connect to ${address}:${port}: ${detail}`,
        why: hostReason('not-forwarded', { place: `${address}:${port}`, said: detail }),
      }),
    )
    const stream = forwardedStream(channel)
    this.#forwarded.add(stream)
    stream.once('close', () => this.#forwarded.delete(stream))
    return stream
  }

  /** By a request that every server answers, with a no: to stop listening where nothing listens. */
  async roundTripMs(signal: AbortSignal): Promise<number> {
    signal.throwIfAborted()
    const began = performance.now()
    return new Promise((resolve, reject) => {
      const onAbort = () => reject(signal.reason)
      signal.addEventListener('abort', onAbort, { once: true })
      const done = () => {
        signal.removeEventListener('abort', onAbort)
        const cut = this.#cutOrNull()
        if (cut) reject(cut)
        else resolve(performance.now() - began)
      }
      try {
        this.#client.unforwardIn('127.0.0.1', 1, done)
      } catch {
        signal.removeEventListener('abort', onAbort)
        reject(this.#cut())
      }
    })
  }

  close(): void {
    this.#lost ??= { detail: 'it was closed here', why: hostReason('closed-here') }
    this.#client.end()
    // The client's own `destroy` does nothing more once it has said its end.
    const timer = setTimeout(() => this.#socket.destroy(), closeWithinMs)
    timer.unref()
    void this.closed.then(() => clearTimeout(timer))
  }

  async #run(
    work: Command,
    input: Readable | null,
    signal: AbortSignal,
    hear?: (line: OutputLine) => void,
  ): Promise<CommandResult> {
    const script = remoteScript(work, input !== null)
    const channel = await this.#session(script.execute, signal)
    const run = new ScriptRun(channel, {
      host: this.#host,
      command: work,
      script,
      input,
      hear,
      lost: () => this.#lost,
      kill: group => this.#kill(group, work.asRoot),
    })
    return run.result(signal)
  }

  /** A session that just ended may still count for the server, so that it may need a moment. */
  async #session(execute: string, signal: AbortSignal): Promise<ClientChannel> {
    for (let tries = 1; ; tries++) {
      const channel = await this.#open(
        done => this.#client.exec(execute, done),
        signal,
        detail => ({
          code: 'host.unusable',
          host: this.#host,
          reasons: [`Its SSH server does not let commands run: ${detail}.`],
          why: hostReason('no-commands', { said: detail }),
        }),
      ).catch((error: unknown) => {
        const isFull = error instanceof FaultError && error.fault.code === 'host.unusable'
        if (!isFull || tries === mostSessionTries) throw error
        return null
      })
      if (channel !== null) return channel
      await sleep(sessionPauseMs, undefined, { signal }).catch(() => signal.throwIfAborted())
    }
  }

  async #kill(group: number, asRoot: boolean): Promise<void> {
    const ending = command('End what runs there', killScript(group), {
      asRoot,
      withinMs: killWithinMs,
    })
    const signal = AbortSignal.timeout(killWithinMs)
    await this.#kills.pass(() => this.#run(ending, null, signal), signal).catch(() => {})
  }

  /** A channel that comes after its asker left is closed again. */
  #open(
    ask: (done: (error: Error | undefined, channel: ClientChannel) => void) => void,
    signal: AbortSignal,
    refused: (detail: string) => FaultError['fault'],
  ): Promise<ClientChannel> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const onAbort = () => reject(signal.reason)
      signal.addEventListener('abort', onAbort, { once: true })
      try {
        ask((error, channel) => {
          signal.removeEventListener('abort', onAbort)
          if (error) reject(this.#cutOrNull() ?? new FaultError(refused(openFailure(error))))
          else if (signal.aborted) channel.destroy()
          else resolve(channel)
        })
      } catch {
        signal.removeEventListener('abort', onAbort)
        reject(this.#cut())
      }
    })
  }

  #cut(): FaultError {
    return new FaultError({ code: 'host.cut', host: this.#host, ...(this.#lost ?? this.#trouble) })
  }

  #cutOrNull(): FaultError | null {
    return this.#lost === null ? null : this.#cut()
  }
}

const openFailure = ({ message }: Error) =>
  plainWords(message.replace(/^\(SSH\) Channel open failure: /, ''), 200)
