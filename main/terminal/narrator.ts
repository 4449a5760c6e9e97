import type { Change } from '#contract/ipc/changes'
import { offlineText } from '#contract/model/offline-reason'
import type { RootState } from '#contract/model/root-state'
import type { Worker } from '#contract/model/worker'

/** Tells the person at the terminal what they need, as it happens. */
export class Narrator {
  readonly #write: (text: string) => void
  readonly #folders: { readonly data: string; readonly logs: string }
  readonly #said = new Map<string, string>()
  /** Heard of before the root node itself was announced. */
  readonly #early: Worker[] = []
  #isRunning = false
  #hasSaidDemo = false

  constructor(
    folders: { readonly data: string; readonly logs: string },
    write: (text: string) => void,
  ) {
    this.#folders = folders
    this.#write = write
  }

  hear(change: Change): void {
    if (change.type === 'root') this.#root(change.root)
    if (change.type === 'worker') this.#worker(change.worker)
    if (change.type === 'worker.removed' && this.#said.delete(change.workerId)) {
      this.#line('Worker', `${change.workerId}  removed`)
    }
  }

  #root(root: RootState): void {
    if (root.name === 'stopping') {
      this.#line('Stopping', 'requests in flight may finish for 10 s')
      this.#said.clear()
      this.#isRunning = false
    }
    if (root.name !== 'running') return
    const { address } = root
    this.#line('Root node', `${address}  (for OpenAI clients ${address}/v1)`)
    this.#line('Data', this.#folders.data)
    this.#line('Logs', this.#folders.logs)
    this.#line(
      'Try it',
      `curl -X POST ${address}/api/chat -H 'content-type: application/json' -d '{"session_id":"a","message":"hello"}'`,
    )
    this.#line('Stop', 'Ctrl-C')
    this.#isRunning = true
    for (const worker of this.#early.splice(0)) this.#worker(worker)
  }

  /** Speaks only when something a person would notice has changed. */
  #worker(worker: Worker): void {
    if (!this.#isRunning) {
      this.#early.push(worker)
      return
    }
    const text = workerText(worker)
    if (this.#said.get(worker.id) === text) return
    this.#said.set(worker.id, text)
    this.#line('Worker', `${worker.name}  ${text}`)
    this.#sayHowToAddKey(worker)
  }

  #sayHowToAddKey({ phase, providers }: Worker): void {
    const isDemo = providers.length > 0 && providers.every(({ name }) => name === 'demo')
    if (phase.name !== 'healthy' || !isDemo || this.#hasSaidDemo) return
    this.#hasSaidDemo = true
    this.#line(
      'Add a key',
      'OPENAI_API_KEY=… npm start  (or GEMINI_API_KEY, ANTHROPIC_API_KEY, or start Ollama or LM Studio)',
    )
  }

  #line(name: string, text: string): void {
    this.#write(`${name.padEnd(11)}${text}\n`)
  }
}

function workerText({ phase, providers, defaultModel }: Worker): string {
  switch (phase.name) {
    case 'starting':
      return 'starting'
    case 'offline':
      return `offline: ${offlineText(phase.reason)}`
    case 'isolated':
      return 'isolated: requests failed there one after the other'
    case 'maintenance':
      return 'in maintenance'
    case 'draining':
      return 'draining'
    case 'suspect':
      return 'suspect: heartbeats are missing'
    case 'degraded':
      return 'degraded: processor or memory is nearly full'
    case 'healthy':
      return `healthy, ${providersText(providers)}${defaultModel ? `, ${defaultModel} by default` : ''}`
  }
}

function providersText(providers: Worker['providers']): string {
  if (providers.length === 0) return 'an OpenAI-compatible server'
  return providers
    .map(({ name, problem }) => {
      if (problem !== null) return `${name} does not answer (${problem})`
      return name === 'demo' ? 'answers by the built-in demo' : `answers by ${name}`
    })
    .join(', ')
}
