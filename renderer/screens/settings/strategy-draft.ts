import { settingDefinitions } from '#contract/model/setting'
import type { StrategyName } from '#contract/model/strategy'
import { areNames } from './alias-draft.ts'

/** One model and how a worker is picked for it, as it is being edited. */
export interface StrategyDraft {
  readonly id: number
  readonly model: string
  readonly strategy: StrategyName
}

export function strategyDrafts(text: string): readonly StrategyDraft[] {
  const { data = {} } = settingDefinitions.modelStrategies.schema.safeParse(text)
  return Object.entries(data).map(([model, strategy], id) => ({ id, model, strategy }))
}

export function strategyText(drafts: readonly StrategyDraft[]): string {
  const pairs = drafts.map(({ model, strategy }) => [model.trim(), strategy])
  return JSON.stringify(Object.fromEntries(pairs))
}

export function strategyProblem(drafts: readonly StrategyDraft[]): 'name' | null {
  return areNames(drafts.map(({ model }) => model)) ? null : 'name'
}
