import { finished, type Readable } from 'node:stream'
import type { ClientChannel } from 'ssh2'
import { FaultError } from '#contract/fault'
import { type HostReason, hostReason } from '#contract/host-reason'
import type { Command, CommandResult } from '../command.ts'
import type { OutputLine } from '../host-link.ts'
import { MarkedOutput } from './marked-output.ts'
import { OutputLines } from './output-lines.ts'
import { plainWords } from './plain-words.ts'
import type { RemoteScript } from './remote-script.ts'

/** Why a connection is no more. */
export interface Loss {
  readonly detail: string
  readonly why: HostReason
}

/** What is to be run, and how it is watched. */
export interface ScriptWork {
  /** Its name, for messages. */
  readonly host: string
  readonly command: Command
  readonly script: RemoteScript
  readonly input: Readable | null
  readonly hear: ((line: OutputLine) => void) | undefined
  /** Why the connection is gone; null while it is there. */
  lost(): Loss | null
  /** Ends what runs there in a process group; it never rejects. */
  kill(processGroup: number): Promise<void>
}

const mostStdoutBytes = 1024 * 1024
const mostStderrBytes = 64 * 1024
/** How long what belongs to an end may still be on its way. */
const graceMs = 500
/** How long a run that is to be stopped may take to say what it is. */
const beginMs = 3_000
/** Even a slow line takes a piece of input within this time. */
const stallMs = 60_000

/** Watches one script from its first line to its last. */
export class ScriptRun {
  readonly #work: ScriptWork
  readonly #channel: ClientChannel
  readonly #output: MarkedOutput
  readonly #lines: { readonly stdout: OutputLines; readonly stderr: OutputLines }
  readonly #began = performance.now()
  readonly #timers: NodeJS.Timeout[] = []
  #stderr: Buffer = Buffer.alloc(0)
  #exit: { readonly code: number | null; readonly signal: string | null } | null = null
  #stopped: { readonly reason: unknown } | null = null
  #isEnding = false
  #isOver = false
  #resolve: (result: CommandResult) => void = () => {}
  #reject: (reason: unknown) => void = () => {}

  constructor(channel: ClientChannel, work: ScriptWork) {
    this.#channel = channel
    this.#work = work
    const { hear, script } = work
    this.#lines = {
      stdout: new OutputLines(stdoutHearer(script.nonce, hear)),
      stderr: new OutputLines(text => hear?.({ from: 'stderr', text })),
    }
    const keeps = work.command.isEndless !== true
    this.#output = new MarkedOutput(script.nonce, piece => this.#lines.stdout.push(piece), {
      keeps,
    })
  }

  result(signal: AbortSignal): Promise<CommandResult> {
    const onAbort = () => this.#stop(signal.reason)
    const answer = new Promise<CommandResult>((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    }).finally(() => {
      signal.removeEventListener('abort', onAbort)
      for (const timer of this.#timers) clearTimeout(timer)
    })
    this.#listen()
    this.#send()
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
    const { withinMs } = this.#work.command
    this.#after(withinMs, () => {
      const seconds = withinMs / 1000
      const detail = `it took longer than ${seconds} s and was ended`
      this.#stop(this.#failure(detail, hostReason('too-slow', { seconds })))
    })
    return answer
  }

  #listen(): void {
    this.#channel.on('data', (piece: Buffer) => this.#onStdout(piece))
    this.#channel.stderr.on('data', (piece: Buffer) => this.#onStderr(piece))
    this.#channel.on('error', () => {})
    this.#channel.on('exit', (code: number | null, name?: string) => {
      this.#exit = { code, signal: name ?? null }
      // The shell was ended from outside; what it had started may hold its output for as long as it likes.
      if (name !== undefined) this.#after(graceMs, () => this.#settle())
    })
    // What came with the end on the other stream is handed out after this event.
    this.#channel.on('close', () => setImmediate(() => this.#settle()))
  }

  #send(): void {
    const { input, script } = this.#work
    if (input === null) {
      this.#channel.end(script.input)
      return
    }
    this.#channel.write(script.input)
    finished(input, { writable: false }, error => {
      if (error) this.#stop(error)
    })
  }

  #onStdout(piece: Buffer): void {
    if (this.#isOver) return
    const before = this.#output.phase
    this.#output.push(piece)
    const now = this.#output.phase
    if (before === 'before' && now !== 'before') this.#onBegin()
    if (now === 'after' && before !== 'after') this.#after(graceMs, () => this.#settle())
    if (this.#output.isFlooded || this.#output.isTurnedAway) this.#settle()
    if (this.#output.bytes > mostStdoutBytes && !this.#work.command.isEndless) {
      const detail = 'it printed more than a megabyte and was ended'
      this.#stop(this.#failure(detail, hostReason('flooded')))
    }
  }

  /** Input may be secret: nothing of it leaves before the shell has shown that it is ours. */
  #onBegin(): void {
    const { input } = this.#work
    if (this.#stopped !== null) void this.#end()
    else if (input !== null) {
      input.pipe(this.#channel)
      this.#guard(input)
    }
  }

  /** A channel may stand still on a connection that lives: better to begin anew than to wait for hours. */
  #guard(input: Readable): void {
    let movedAt = performance.now()
    input.on('data', () => {
      movedAt = performance.now()
    })
    const timer = setInterval(() => {
      if (performance.now() - movedAt < stallMs) return
      const seconds = stallMs / 1000
      const detail = `nothing was taken any more for ${seconds} s`
      this.#stop(this.#cut({ detail, why: hostReason('stalled', { seconds }) }))
    }, stallMs / 12)
    this.#timers.push(timer)
    input.once('end', () => clearInterval(timer))
  }

  #onStderr(piece: Buffer): void {
    if (this.#isOver) return
    this.#stderr = Buffer.concat([this.#stderr, piece]).subarray(-mostStderrBytes)
    this.#lines.stderr.push(piece)
  }

  #stop(reason: unknown): void {
    if (this.#stopped !== null || this.#isOver) return
    this.#stopped = { reason }
    if (this.#output.phase === 'before') this.#after(beginMs, () => void this.#end())
    else void this.#end()
  }

  async #end(): Promise<void> {
    if (this.#isEnding) return
    const group = this.#output.processGroup
    // What it still prints is of no use, and must not stand in the way of what ends it.
    this.#channel.pause()
    this.#channel.stderr.pause()
    if (group !== null && this.#output.phase === 'within' && this.#work.lost() === null) {
      this.#isEnding = true
      await this.#work.kill(group)
      this.#isEnding = false
    }
    this.#settle()
  }

  /** Not before all that it started is ended, even where its shell already is. */
  #settle(): void {
    if (this.#isOver || this.#isEnding) return
    this.#isOver = true
    this.#work.input?.unpipe(this.#channel)
    this.#lines.stdout.end()
    this.#lines.stderr.end()
    this.#channel.destroy()
    // A channel is taken off its connection only when it was read to its end.
    this.#channel.resume()
    this.#channel.stderr.resume()
    if (this.#stopped !== null) this.#reject(this.#stopped.reason)
    else this.#answer()
  }

  #answer(): void {
    const { phase, exitCode } = this.#output
    const lost = this.#work.lost()
    if (phase === 'after') this.#resolve(this.#ended(exitCode, null))
    else if (lost !== null) this.#reject(this.#cut(lost))
    else if (phase === 'before') this.#answerUnbegun()
    else if (this.#exit?.signal) this.#resolve(this.#ended(null, this.#exit.signal))
    else if (this.#exit?.code && this.#exit.code < 255) {
      this.#resolve(this.#ended(this.#exit.code, null))
    } else {
      this.#reject(this.#cut({ detail: 'its output broke off', why: hostReason('broke-off') }))
    }
  }

  #answerUnbegun(): void {
    const code = this.#exit?.code ?? null
    const isSudo = this.#work.command.asRoot && /\bsudo\b/.test(this.#stderr.toString())
    if (!isSudo || code === null || code === 0) this.#reject(this.#noisy())
    else this.#resolve(this.#ended(code, null))
  }

  #ended(exitCode: number | null, signal: string | null): CommandResult {
    return {
      exitCode,
      signal,
      stdout: this.#output.text,
      stderr: this.#stderr.toString(),
      durationMs: Math.round(performance.now() - this.#began),
    }
  }

  #cut(loss: Loss): FaultError {
    return new FaultError({ code: 'host.cut', host: this.#work.host, ...loss })
  }

  #failure(detail: string, why: HostReason): FaultError {
    const { host, command } = this.#work
    return new FaultError({ code: 'host.step-failed', host, step: command.words, detail, why })
  }

  #noisy(): FaultError {
    const said = plainWords(`${this.#output.noise}\n${this.#stderr}`, 500)
    const { host } = this.#work
    if (said !== '') {
      const why = hostReason('printed-else')
      return new FaultError({ code: 'host.noisy', host, detail: said, why, said })
    }
    const detail = 'its shell ended at once, with no word'
    return new FaultError({ code: 'host.noisy', host, detail, why: hostReason('no-word') })
  }

  #after(ms: number, work: () => void): void {
    this.#timers.push(setTimeout(work, ms))
  }
}

/** Leaves out the last line of ours, and the empty one before it where it only parted the two. */
function stdoutHearer(nonce: string, hear: ScriptWork['hear']): (text: string) => void {
  let empty = 0
  return text => {
    if (hear === undefined || text.startsWith(`${nonce} end `)) return
    if (text === '') {
      empty++
      return
    }
    for (; empty > 0; empty--) hear({ from: 'stdout', text: '' })
    hear({ from: 'stdout', text })
  }
}
