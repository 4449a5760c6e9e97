import { Worker } from 'node:worker_threads'
import type { JsonSchema } from './schema-limits.ts'
import type { SchemaOrder, SchemaReply } from './schema-thread.ts'

/** A thread that loads for so long is not going to come. */
const startWithinMs = 10_000
/** An honest schema takes a thousandth of this. */
const usualWithinMs = 500

const limits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 2 }

/**
 * Checks JSON by schemas in a thread, one after the other. A schema and an answer may be made so
 * that they take for ever together, by a pattern or by references; then the thread is ended and
 * the next check gets a new one.
 */
export class SchemaChecker {
  readonly #threadPath: string
  readonly #withinMs: number
  #thread: Promise<Worker> | null = null
  #last: Promise<unknown> = Promise.resolve()

  constructor(threadPath: string, withinMs = usualWithinMs) {
    this.#threadPath = threadPath
    this.#withinMs = withinMs
  }

  /** Starts the thread ahead of the first check. */
  prepare(): void {
    this.#thread ??= startThread(this.#threadPath)
    // Whoever checks first hears of it.
    this.#thread.catch(() => {})
  }

  /** Null when the value fits; else what is wrong with it. Never rejects. */
  check(schema: JsonSchema, value: unknown): Promise<string | null> {
    const turn = this.#last.then(() => this.#check({ schema, value }))
    this.#last = turn
    return turn
  }

  async close(): Promise<void> {
    await this.#last
    await this.#end()
  }

  async #check(order: SchemaOrder): Promise<string | null> {
    try {
      this.#thread ??= startThread(this.#threadPath)
      const thread = await this.#thread
      const reply = nextReply(thread, this.#withinMs)
      thread.postMessage(order)
      const { problem } = await reply
      return problem
    } catch (failure) {
      await this.#end()
      return failure instanceof TooSlow
        ? `it could not be checked within ${this.#withinMs} ms`
        : 'it could not be checked'
    }
  }

  async #end(): Promise<void> {
    const thread = await this.#thread?.catch(() => null)
    this.#thread = null
    await thread?.terminate()
  }
}

class TooSlow extends Error {}

async function startThread(path: string): Promise<Worker> {
  const thread = new Worker(path, { resourceLimits: limits })
  // An idle thread keeps no program alive; and what ends it is told to whoever waits for a reply.
  thread.on('error', () => {})
  try {
    await nextMessage(thread, startWithinMs)
  } catch (failure) {
    await thread.terminate()
    throw failure
  }
  thread.unref()
  return thread
}

async function nextReply(thread: Worker, withinMs: number): Promise<{ problem: string | null }> {
  const reply = await nextMessage(thread, withinMs)
  if ('isReady' in reply) throw new Error('the thread began anew')
  return reply
}

function nextMessage(thread: Worker, withinMs: number): Promise<SchemaReply> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void) => {
      clearTimeout(timer)
      thread.off('message', onMessage)
      thread.off('exit', onExit)
      then()
    }
    const onMessage = (reply: SchemaReply) => settle(() => resolve(reply))
    const onExit = () => settle(() => reject(new Error('the thread ended')))
    const timer = setTimeout(() => settle(() => reject(new TooSlow())), withinMs)
    thread.on('message', onMessage)
    thread.on('exit', onExit)
  })
}
