import { settingDefinitions } from '#contract/model/setting'

/** One name and what is asked for it, as it is being edited. */
export interface AliasDraft {
  readonly id: number
  readonly name: string
  readonly models: readonly string[]
}

const mostModels = 10

export function aliasDrafts(text: string): readonly AliasDraft[] {
  const { data = {} } = settingDefinitions.modelAliases.schema.safeParse(text)
  return Object.entries(data).map(([name, models], id) => ({ id, name, models }))
}

export function aliasText(drafts: readonly AliasDraft[]): string {
  return JSON.stringify(Object.fromEntries(drafts.map(({ name, models }) => [name.trim(), models])))
}

/** What is wrong with them, of which there is at most one to be told. */
export function aliasProblem(drafts: readonly AliasDraft[]): 'name' | 'chain' | null {
  if (!areNames(drafts.map(({ name }) => name))) return 'name'
  const areChains = drafts.every(({ models }) => models.length > 0 && models.length <= mostModels)
  return areChains ? null : 'chain'
}

/** Whether each is filled in, fits, and stands once. */
export function areNames(names: readonly string[]): boolean {
  const trimmed = names.map(name => name.trim())
  const areFilled = trimmed.every(name => name !== '' && name.length <= 256)
  return areFilled && new Set(trimmed).size === trimmed.length
}

export function nextId(drafts: readonly { readonly id: number }[]): number {
  return Math.max(-1, ...drafts.map(({ id }) => id)) + 1
}

/** The same models with the one at `at` moved by so many places. */
export function movedModel(models: readonly string[], at: number, by: -1 | 1): readonly string[] {
  const to = at + by
  const [here, there] = [models[at], models[to]]
  if (here === undefined || there === undefined) return models
  return models.with(at, there).with(to, here)
}

/** A model is asked once. */
export function withModel(models: readonly string[], model: string): readonly string[] {
  const name = model.trim()
  if (name === '' || name.length > 256 || models.includes(name)) return models
  return models.length < mostModels ? [...models, name] : models
}
