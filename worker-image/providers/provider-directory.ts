import type { Capability } from '#contract/wire/capability'
import { anyModel } from '#contract/wire/chat'
import type { ProviderName, ProviderReport } from '#contract/wire/health'
import type { Log } from '../log.ts'
import type { WorkerSettings } from '../settings.ts'
import { WireFault } from '../wire-fault.ts'
import { configuredProviders, onThisMachine } from './choose.ts'
import { demoProvider } from './demo/demo.ts'
import { incapable } from './incapable.ts'
import { capabilitiesIn, everydayModel, isAble, listedName, offersModel } from './model-match.ts'
import type { Provider } from './provider.ts'
import { type ListedProvider, loadList, modelsIn, reloadList } from './provider-list.ts'

/** How often and how long providers are asked for their models. */
export interface DirectoryPace {
  readonly probeWithinMs: number
  readonly listWithinMs: number
  readonly retryEveryMs: number
  readonly refreshEveryMs: number
}

export const usualPace: DirectoryPace = {
  probeWithinMs: 500,
  listWithinMs: 5_000,
  retryEveryMs: 30_000,
  refreshEveryMs: 300_000,
}

export interface Choice {
  readonly provider: Provider
  readonly model: string
}

/** Knows which providers this worker has now and which of them answers for which model. */
export class ProviderDirectory {
  readonly #settings: WorkerSettings
  readonly #pace: DirectoryPace
  readonly #log: Log
  readonly #configured: readonly Provider[]
  readonly #demo: Provider = demoProvider()
  readonly #closed = new AbortController()
  #listed: readonly ListedProvider[] = []
  readonly #doubted = new Set<Provider>()
  #refreshing: Promise<void> | null = null
  #timer: NodeJS.Timeout | null = null

  constructor(settings: WorkerSettings, pace: DirectoryPace, log: Log) {
    this.#settings = settings
    this.#pace = pace
    this.#log = log
    this.#configured = configuredProviders(settings)
  }

  /** Resolves when every list was asked for once; goes on asking until it is closed. */
  async open(): Promise<void> {
    await this.refresh()
    this.#timer = setInterval(() => void this.refresh(), this.#pace.retryEveryMs)
    this.#timer.unref()
  }

  close(): void {
    this.#closed.abort()
    if (this.#timer) clearInterval(this.#timer)
  }

  /** Asks again where something is missing or old; one round at a time. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = null
    })
    return this.#refreshing
  }

  /** A request failed in a way that makes one look again now rather than at the next round. */
  doubt(provider: Provider): void {
    this.#doubted.add(provider)
    void this.refresh()
  }

  reports(): readonly ProviderReport[] {
    return this.#listed.map(({ provider, list }) => {
      const problem = list.state === 'loaded' ? null : list.problem
      return {
        name: provider.name,
        models: [...modelsIn(list)],
        capabilities: capabilitiesIn(provider, modelsIn(list)),
        problem: problem?.words ?? null,
        problem_code: problem?.code ?? null,
      }
    })
  }

  offered(): readonly { readonly model: string; readonly owner: ProviderName }[] {
    return this.#listed.flatMap(({ provider, list }) =>
      modelsIn(list).map(model => ({ model, owner: provider.name })),
    )
  }

  defaultModel(): string {
    return this.#settings.defaultModel ?? this.#everyday('chat')?.model ?? anyModel
  }

  /** Throws when nobody offers the model, or it cannot do what is asked. */
  choose(wanted: string | undefined, capability: Capability): Choice {
    const named = wanted === undefined || wanted === anyModel ? null : wanted
    // The model that answers by default is one for chat.
    const model = named ?? (capability === 'chat' ? this.#settings.defaultModel : null)
    if (model === null) return this.#everyday(capability) ?? this.#failToChoose(capability)
    const offering = this.#listed.filter(({ list }) => offersModel(modelsIn(list), model))
    const able = offering.find(({ provider }) => isAble(provider, model, capability))
    if (able) return { provider: able.provider, model: listedName(modelsIn(able.list), model) }
    if (offering.length > 0) throw incapable(model, capability, this.#able(capability))
    // A list that could not be loaded may hold it.
    const maybe = this.#listed.find(({ list }) => list.state === 'failed')
    if (maybe) return { provider: maybe.provider, model }
    throw this.#unknown(model)
  }

  #able(capability: Capability): readonly string[] {
    return this.#listed.flatMap(({ provider, list }) =>
      modelsIn(list).filter(model => isAble(provider, model, capability)),
    )
  }

  /** Of the first provider that has a model for it. */
  #everyday(capability: Capability): Choice | null {
    const loaded = this.#listed.filter(({ list }) => list.state === 'loaded')
    const asked = loaded.length > 0 ? loaded : this.#listed.slice(0, 1)
    for (const { provider, list } of asked) {
      const model = everydayModel(provider, modelsIn(list), capability)
      if (model !== null) return { provider, model }
    }
    return null
  }

  #failToChoose(capability: Capability): never {
    const isKnown = this.#listed.some(({ list }) => modelsIn(list).length > 0)
    if (isKnown) throw incapable(null, capability)
    throw new WireFault({
      status: 400,
      message: 'The provider names no models: name one in the request, or set DEFAULT_MODEL.',
      code: 'model_required',
      param: 'model',
    })
  }

  async #refresh(): Promise<void> {
    const before = this.reports()
    const fresh =
      this.#configured.length > 0
        ? await Promise.all(this.#configured.map(provider => this.#relist(provider)))
        : await this.#lookAround()
    if (this.#closed.signal.aborted) return
    this.#listed = fresh
    const after = this.reports()
    if (JSON.stringify(before) !== JSON.stringify(after)) this.#tell(after)
  }

  async #relist(provider: Provider): Promise<ListedProvider> {
    const before = this.#listed.find(one => one.provider === provider)?.list
    const isFresh = before?.state === 'loaded' && Date.now() < before.at + this.#pace.refreshEveryMs
    if (isFresh && !this.#doubted.delete(provider)) return { provider, list: before }
    const { signal } = this.#closed
    return { provider, list: await reloadList(provider, before, this.#pace.listWithinMs, signal) }
  }

  /** Nothing is configured: whatever model server runs on this machine, else the demo. */
  async #lookAround(): Promise<readonly ListedProvider[]> {
    for (const name of ['ollama', 'lmstudio'] as const) {
      const inUse = this.#listed.find(({ provider }) => provider.name === name)
      const provider = inUse?.provider ?? onThisMachine(name, this.#settings[`${name}BaseUrl`])
      if (!provider) continue
      // One that serves already may be busy with a model: it gets more time.
      const withinMs = inUse ? this.#pace.listWithinMs : this.#pace.probeWithinMs
      const list = await loadList(provider, withinMs, this.#closed.signal)
      if (list.state === 'loaded') return [{ provider, list }]
    }
    const list = await loadList(this.#demo, this.#pace.probeWithinMs, this.#closed.signal)
    return [{ provider: this.#demo, list }]
  }

  #tell(reports: readonly ProviderReport[]): void {
    for (const { name, models, problem } of reports) {
      if (problem) this.#log.warn('provider has a problem', { provider: name, problem })
      else this.#log.info('provider ready', { provider: name, models: models.length })
    }
  }

  #unknown(model: string): WireFault {
    const names = this.offered().map(one => one.model)
    const some = names.slice(0, 20).join(', ')
    const more = names.length > 20 ? `, and ${names.length - 20} more` : ''
    return new WireFault({
      status: 404,
      message: `This worker does not offer the model "${model}". It offers: ${some}${more}.`,
      code: 'model_not_found',
      param: 'model',
    })
  }
}
