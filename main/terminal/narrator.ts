import type { RootState } from '#contract/model/root-state'
import type { Worker } from '#contract/model/worker'

/** Tells the person at the terminal what they need, as it happens. */
export class Narrator {
  readonly #write: (text: string) => void
  readonly #said = new Map<string, string>()
  #isRunning = false
  #waiting: Worker[] = []
  #hasSaidDemo = false

  constructor(write: (text: string) => void) {
    this.#write = write
  }

  running(address: string, folders: { readonly data: string; readonly logs: string }): void {
    this.#isRunning = true
    this.#line('Root node', `${address}  (OpenAI clients: ${address}/v1)`)
    this.#line('Data', folders.data)
    this.#line('Logs', folders.logs)
    this.#line(
      'Try it',
      `curl -X POST ${address}/api/chat -H 'content-type: application/json' -d '{"session_id":"a","message":"hello"}'`,
    )
    this.#line('Stop', 'Ctrl-C')
    for (const worker of this.#waiting) this.worker(worker)
    this.#waiting = []
  }

  /** Speaks only when something a person would notice has changed. */
  worker(worker: Worker): void {
    if (!this.#isRunning) {
      this.#waiting.push(worker)
      return
    }
    const text = workerText(worker)
    if (this.#said.get(worker.id) === text) return
    this.#said.set(worker.id, text)
    this.#line('Worker', `${worker.id}  ${text}`)
    this.#sayHowToAddKey(worker)
  }

  removed(workerId: string): void {
    if (this.#said.delete(workerId)) this.#line('Worker', `${workerId}  removed`)
  }

  stopping(state: RootState): void {
    if (state.name === 'running') this.#line('Stopping', 'requests in flight may finish for 10 s')
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
      return `offline: ${phase.reason}`
    case 'draining':
      return 'draining'
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
