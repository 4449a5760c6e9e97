import { settingDefinitions } from '#contract/model/setting'
import type { StrategyName } from '#contract/model/strategy'
import { areNames } from './alias-draft.ts'

/** One model and how a worker is picked for it, as it is being edited. */
export interface StrategyDraft {
  readonly id: number
  /** Of the model. */
  readonly name: string
  readonly strategy: StrategyName
}

export function strategyDrafts(text: string): readonly StrategyDraft[] {
  const { data = {} } = settingDefinitions.modelStrategies.schema.safeParse(text)
  return Object.entries(data).map(([name, strategy], id) => ({ id, name, strategy }))
}

export function strategyText(drafts: readonly StrategyDraft[]): string {
  const pairs = drafts.map(({ name, strategy }) => [name.trim(), strategy])
  return JSON.stringify(Object.fromEntries(pairs))
}

export function strategyProblem(drafts: readonly StrategyDraft[]): 'name' | null {
  return areNames(drafts.map(({ name }) => name)) ? null : 'name'
}
