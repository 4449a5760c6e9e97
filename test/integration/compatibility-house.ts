import type { Cleanup } from '#main/base/cleanup'
import { startStub } from '../fakes/stub-llm.mjs'
import { healthyWorkers } from './http.ts'
import { startRoot, startWorker } from './processes.ts'
import { recordingProxy } from './recording-proxy.ts'

export const providerNames = ['openai', 'gemini', 'anthropic', 'compatible', 'demo'] as const
export type ProviderName = (typeof providerNames)[number]

/** What stands behind the root node for one provider. */
export interface Behind {
  readonly model: string
  /** What the provider was asked last; null where nobody listens in. */
  readonly lastBody: (() => string) | null
  readonly callsUnderWay: () => number
}

export interface House {
  readonly rootUrl: string
  behind(provider: ProviderName): Behind
}

const models = {
  openai: 'gpt-4o-mini',
  gemini: 'gemini-2.5-flash',
  anthropic: 'claude-sonnet-5',
  compatible: 'llama-9-tiny',
} as const

/** A root node with one worker that has a key for every vendor, each a stub of its own, and a demo worker. */
export async function openHouse(cleanup: Cleanup): Promise<House> {
  const vendor = async (name: keyof typeof models) => {
    const stub = await startStub({ models: [models[name]] })
    cleanup.defer(() => stub.close())
    const { url, lastBody } = await recordingProxy(stub.url, cleanup)
    const behind: Behind = {
      model: models[name],
      lastBody,
      callsUnderWay: () => stub.stats().in_flight,
    }
    return { url, behind }
  }
  const openai = await vendor('openai')
  const gemini = await vendor('gemini')
  const anthropic = await vendor('anthropic')
  const compatible = await vendor('compatible')
  const demo = await startWorker(cleanup, { WORKER_ID: 'demo' })
  const root = await startRoot(cleanup, {
    MODEL_PROVIDER: 'auto',
    OPENAI_API_KEY: 'sk-openai',
    OPENAI_BASE_URL: `${openai.url}/v1`,
    GEMINI_API_KEY: 'AIza-gemini',
    GEMINI_BASE_URL: gemini.url,
    ANTHROPIC_API_KEY: 'sk-ant',
    ANTHROPIC_BASE_URL: anthropic.url,
    COMPATIBLE_BASE_URL: `${compatible.url}/v1`,
    WORKERS: demo.url,
  })
  await healthyWorkers(root.url, 2)
  const all: Readonly<Record<ProviderName, Behind>> = {
    openai: openai.behind,
    gemini: gemini.behind,
    anthropic: anthropic.behind,
    compatible: compatible.behind,
    demo: { model: 'banyan-demo', lastBody: null, callsUnderWay: () => 0 },
  }
  return { rootUrl: root.url, behind: provider => all[provider] }
}
