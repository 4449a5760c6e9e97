import { createHash } from 'node:crypto'
import { isServing, type Worker } from '#contract/model/worker'
import type { ProviderName } from '#contract/wire/health'

/** One model that workers offer, as Ollama describes its own. */
export interface OllamaModelCard {
  readonly name: string
  readonly owner: ProviderName
}

/** What the workers that are up offer, each name once. */
export function ollamaModels(workers: readonly Worker[]): readonly OllamaModelCard[] {
  const cards = new Map<string, OllamaModelCard>()
  for (const { models, providers } of workers.filter(isServing)) {
    for (const name of models) {
      const owner = providers.find(each => each.models.includes(name))?.name ?? 'compatible'
      if (!cards.has(name)) cards.set(name, { name, owner })
    }
  }
  return [...cards.values()]
}

/** Ollama's clients name a model with its tag; `:latest` stands for none. */
export function offeredName(wanted: string, workers: readonly Worker[]): string {
  if (!wanted.endsWith(':latest')) return wanted
  const isOffered = workers.some(worker => worker.models.includes(wanted))
  return isOffered ? wanted : wanted.slice(0, -':latest'.length)
}

/** One entry of `/api/tags`. There is no file behind it, so size and digest only fill their fields. */
export function tagOf({ name, owner }: OllamaModelCard, modifiedAt: string) {
  return {
    name,
    model: name,
    modified_at: modifiedAt,
    size: 0,
    digest: createHash('sha256').update(name).digest('hex'),
    details: detailsOf(owner),
  }
}

export function cardOf({ name, owner }: OllamaModelCard, modifiedAt: string) {
  return {
    modelfile: `FROM ${name}`,
    parameters: '',
    template: '{{ .Prompt }}',
    details: detailsOf(owner),
    model_info: {
      'general.architecture': owner,
      'general.basename': name,
      [`${owner}.context_length`]: contextLength(name, owner),
    },
    capabilities: capabilities(name, owner),
    modified_at: modifiedAt,
  }
}

function detailsOf(owner: ProviderName) {
  return {
    parent_model: '',
    format: 'api',
    family: owner,
    families: [owner],
    parameter_size: '',
    quantization_level: '',
  }
}

const seeing: readonly ProviderName[] = ['openai', 'gemini', 'anthropic']

function capabilities(name: string, owner: ProviderName): readonly string[] {
  if (/embed/i.test(name)) return ['embedding']
  return ['completion', 'tools', ...(seeing.includes(owner) ? ['vision'] : [])]
}

/** No provider tells it: what the vendors document for their models of today, small where nothing is known. */
function contextLength(name: string, owner: ProviderName): number {
  if (/gemini/i.test(name)) return 1_048_576
  if (/claude/i.test(name)) return 200_000
  if (/gpt-4\.1/i.test(name)) return 1_047_576
  if (/gpt-5/i.test(name)) return 400_000
  return owner === 'openai' ? 128_000 : 8_192
}
