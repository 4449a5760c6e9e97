import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { FaultError } from '#contract/fault'
import { type HostReason, hostReason } from '#contract/host-reason'
import { type Command, endOf } from '../command.ts'
import type { Site } from '../step.ts'
import { stepFailed } from '../steps/step-failed.ts'
import type { TransferCommands } from './host-commands.ts'
import { type Arrived, type Piece, type Rest, readRest, restBytes, restOf } from './pieces.ts'

/** The part of a site that a transfer needs. */
export type DeliverySite = Pick<Site, 'host' | 'ask' | 'feed' | 'progress' | 'say'>

/** What a host has of what is wanted. */
export interface Stock {
  /** `sha256 mode` of files of installed versions. */
  readonly files: ReadonlySet<string>
  readonly parts: ReadonlyMap<string, Arrived>
  readonly freeBytes: number
}

/** Beside what is unpacked, so that a host is never filled to its last block. */
const spareBytes = 8 * 1024 * 1024
const mostRounds = 3
const progressEveryMs = 100

/** One transfer to one host. */
export class Delivery {
  readonly #site: DeliverySite
  readonly #commands: TransferCommands
  readonly #step: string
  readonly #run = randomBytes(8).toString('hex')

  constructor(site: DeliverySite, commands: TransferCommands, step: string) {
    this.#site = site
    this.#commands = commands
    this.#step = step
  }

  async stock(files: readonly string[], signal: AbortSignal): Promise<Stock> {
    return this.#stockOf(await this.feed(this.#commands.take, files, signal))
  }

  /** Sends what is missing of the pieces; `neededBytes` is what they will take up once they are unpacked. */
  async send(
    pieces: readonly Piece[],
    { stock, neededBytes }: { readonly stock: Stock; readonly neededBytes: number },
    signal: AbortSignal,
  ): Promise<{ readonly sentBytes: number; readonly totalBytes: number }> {
    const wanted = new Map(pieces.map(piece => [piece.sha256, piece]))
    const dropped = await this.#drop(stock, wanted, signal)
    const found = await Promise.all(
      [...wanted.values()].map(piece => restOf(piece, stock.parts.get(piece.sha256))),
    )
    let rests = found.filter(rest => rest !== null)
    const totalBytes = sum([...wanted.values()].map(piece => piece.bytes))
    const missingBytes = sum(rests.map(restBytes))
    this.#refuseIfFull(neededBytes + missingBytes, stock.freeBytes + dropped)

    const progress = new Progress(this.#site, totalBytes, totalBytes - missingBytes)
    let sentBytes = 0
    for (let round = 1; rests.length > 0; round++) {
      if (round > mostRounds)
        throw this.#failed('what arrives is not what is sent', hostReason('damaged-on-way'))
      sentBytes += sum(rests.map(restBytes))
      const damaged = await this.#sendAll(rests, progress, signal)
      rests = [...damaged].flatMap(hash => {
        const piece = wanted.get(hash)
        return piece ? [{ piece, from: 0 }] : []
      })
      progress.takeBack(sum(rests.map(restBytes)))
    }
    progress.end()
    return { sentBytes, totalBytes }
  }

  /** Input in lines, after the name of this run. */
  async feed(work: Command, lines: readonly string[], signal: AbortSignal): Promise<string> {
    return this.#feed(work, Readable.from([`${[this.#run, ...lines].join('\n')}\n`]), signal)
  }

  async #feed(work: Command, input: Readable, signal: AbortSignal): Promise<string> {
    let outcome: {
      readonly exitCode: number | null
      readonly signal: string | null
      readonly detail: string
      readonly stdout: string
    }
    try {
      const { stderr, ...ended } = await this.#site.feed(work, input, signal)
      outcome = { ...ended, detail: stderr.trim().slice(-500) }
    } catch (failure) {
      if (!(failure instanceof FaultError) || failure.fault.code !== 'host.step-failed')
        throw failure
      if (!isDiskFull(failure.fault.detail)) throw failure
      outcome = { exitCode: 1, signal: null, stdout: '', detail: failure.fault.detail }
    } finally {
      input.destroy()
    }
    if (outcome.exitCode === 0) return outcome.stdout
    if (isDiskFull(outcome.detail)) throw new DiskFull()
    const { exitCode, detail } = outcome
    throw this.#failed(detail || `it ended with ${exitCode ?? 'a signal'}`, endOf(outcome), detail)
  }

  /** A disk that ran full is given back what was sent, and the fault says how much there was. */
  async orDiskFull<T>(neededBytes: number, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (failure) {
      if (!(failure instanceof DiskFull)) throw failure
      const signal = AbortSignal.timeout(this.#commands.discard.withinMs)
      const { stdout } = await this.#site.ask(this.#commands.discard, signal)
      throw this.full(neededBytes, freeIn(stdout) ?? 0)
    }
  }

  async #drop(
    stock: Stock,
    wanted: ReadonlyMap<string, Piece>,
    signal: AbortSignal,
  ): Promise<number> {
    const unwanted = [...stock.parts].filter(([hash]) => !wanted.has(hash))
    if (unwanted.length === 0) return 0
    const hashes = unwanted.map(([hash]) => hash)
    await this.feed(this.#commands.drop, hashes, signal)
    return sum(unwanted.map(([, part]) => part.bytes))
  }

  /** The hashes of those that came to harm on the way. */
  async #sendAll(
    rests: readonly Rest[],
    progress: Progress,
    signal: AbortSignal,
  ): Promise<ReadonlySet<string>> {
    const input = Readable.from(this.#bytesOf(rests, progress), { objectMode: false })
    const said = await this.#feed(this.#commands.receive, input, signal)
    return new Set([...said.matchAll(/^damaged ([0-9a-f]{64})$/gm)].map(match => match[1] ?? ''))
  }

  async *#bytesOf(rests: readonly Rest[], progress: Progress): AsyncGenerator<Buffer> {
    const lines = rests.map(rest => `${rest.piece.sha256} ${rest.from} ${restBytes(rest)}`)
    yield Buffer.from(`${[this.#run, ...lines, '.'].join('\n')}\n`)
    for (const rest of rests) {
      for await (const chunk of readRest(rest)) {
        yield chunk
        progress.add(chunk.length)
      }
    }
  }

  #stockOf(text: string): Stock {
    const freeBytes = freeIn(text)
    if (freeBytes === null) {
      const { name } = this.#site.host
      const detail = 'it did not say how much space is free'
      const why = hostReason('space-untold')
      throw new FaultError({ code: 'host.noisy', host: name, detail, why })
    }
    const files = [...text.matchAll(/^file ([0-9a-f]{64} \d{3})$/gm)].map(match => match[1] ?? '')
    const parts = [...text.matchAll(/^part ([0-9a-f]{64}) (\d+) ([0-9a-f]{64})$/gm)]
    return {
      freeBytes,
      files: new Set(files),
      parts: new Map(
        parts.map(([, hash = '', bytes, sha256 = '']) => [hash, { bytes: Number(bytes), sha256 }]),
      ),
    }
  }

  #refuseIfFull(neededBytes: number, freeBytes: number): void {
    if (neededBytes + spareBytes > freeBytes) throw this.full(neededBytes + spareBytes, freeBytes)
  }

  full(neededBytes: number, freeBytes: number): FaultError {
    const host = this.#site.host.name
    return new FaultError({ code: 'host.disk-full', host, neededBytes, freeBytes })
  }

  #failed(detail: string, why: HostReason, said = ''): FaultError {
    return stepFailed(this.#site, this.#step, detail, why, said)
  }
}

/** Found on the way: the host ran out of space. */
class DiskFull extends Error {}

const isDiskFull = (text: string) => /No space left on device|Disk quota exceeded/.test(text)

function freeIn(text: string): number | null {
  const [, kilobytes] = /^free (\d+)$/m.exec(text) ?? []
  return kilobytes === undefined ? null : Number(kilobytes) * 1024
}

const sum = (figures: readonly number[]) => figures.reduce((all, figure) => all + figure, 0)

/** Told to whoever watches, though not with every chunk. */
class Progress {
  readonly #site: DeliverySite
  readonly #total: number
  #done: number
  #toldAt = 0

  constructor(site: DeliverySite, total: number, done: number) {
    this.#site = site
    this.#total = total
    this.#done = done
    site.progress(done, total)
  }

  add(bytes: number): void {
    this.#done += bytes
    const now = performance.now()
    if (now - this.#toldAt < progressEveryMs) return
    this.#toldAt = now
    this.#site.progress(this.#done, this.#total)
  }

  takeBack(bytes: number): void {
    this.#done -= bytes
  }

  end(): void {
    this.#site.progress(this.#done, this.#total)
  }
}
