import type { AppChange, ListedApp } from '#contract/http/apps'
import { type CacheRule, cacheRules } from '#contract/model/app'

/** What an app may do, as it is typed. */
export interface AppForm {
  readonly name: string
  readonly models: string
  readonly perMinute: string
  readonly perDay: string
  readonly budget: string
  /** A day, as an input of dates has it. */
  readonly expires: string
  readonly cache: CacheRule
  readonly keepsContents: boolean
}

export type AppField = 'name' | 'models' | 'perMinute' | 'perDay' | 'budget' | 'expires'

export const emptyApp: AppForm = {
  name: '',
  models: '',
  perMinute: '',
  perDay: '',
  budget: '',
  expires: '',
  cache: 'off',
  keepsContents: false,
}

export function formOf(app: ListedApp): AppForm {
  return {
    name: app.name,
    models: app.models.join(', '),
    perMinute: textOf(app.requests_per_minute),
    perDay: textOf(app.tokens_per_day),
    budget: textOf(app.budget_usd_per_month),
    expires: app.expires_at === null ? '' : dayOf(new Date(app.expires_at)),
    cache: app.cache,
    keepsContents: app.keep_contents,
  }
}

/** What is sent for it, or the fields that are not as they must be. */
export function readAppForm(
  form: AppForm,
):
  | { readonly body: AppChange & { readonly name: string } }
  | { readonly wrong: readonly AppField[] } {
  const name = form.name.trim()
  const models = form.models
    .split(/[,，、\n]/)
    .map(model => model.trim())
    .filter(model => model !== '')
  const perMinute = wholeNumber(form.perMinute, 60_000)
  const perDay = wholeNumber(form.perDay, Number.MAX_SAFE_INTEGER)
  const budget = amount(form.budget)
  const expires = endOf(form.expires)
  const checks: readonly (readonly [AppField, boolean])[] = [
    ['name', name !== '' && name.length <= 128],
    ['models', models.length <= 100 && models.every(model => model.length <= 256)],
    ['perMinute', perMinute !== undefined],
    ['perDay', perDay !== undefined],
    ['budget', budget !== undefined],
    ['expires', expires !== undefined],
  ]
  const wrong = checks.filter(([, isGood]) => !isGood).map(([field]) => field)
  if (wrong.length > 0 || expires === undefined) return { wrong }
  return {
    body: {
      name,
      models: [...new Set(models)],
      requests_per_minute: perMinute ?? null,
      tokens_per_day: perDay ?? null,
      budget_usd_per_month: budget ?? null,
      expires_at: expires,
      cache: form.cache,
      keep_contents: form.keepsContents,
    },
  }
}

export function cacheRuleOf(text: string): CacheRule {
  return cacheRules.find(rule => rule === text) ?? 'off'
}

export type AppState = 'active' | 'revoked' | 'expired' | 'spent'

/** Whether its requests are let in now. */
export function appState(app: ListedApp, now: number): AppState {
  if (app.revoked) return 'revoked'
  if (app.expires_at !== null && Date.parse(app.expires_at) <= now) return 'expired'
  const { budget_usd_per_month: budget, cost_usd_this_month: cost } = app
  return budget !== null && cost >= budget ? 'spent' : 'active'
}

const textOf = (number: number | null) => (number === null ? '' : String(number))

/** Null where nothing is typed; undefined where it is no such number. */
function wholeNumber(text: string, most: number): number | null | undefined {
  if (text.trim() === '') return null
  const number = Number(text)
  return /^\s*\d+\s*$/.test(text) && number >= 1 && number <= most ? number : undefined
}

function amount(text: string): number | null | undefined {
  if (text.trim() === '') return null
  const number = Number(text)
  return /^\s*\d+(\.\d+)?\s*$/.test(text) && number > 0 && number <= 1e9 ? number : undefined
}

/** The last moment of that day, by the clock of this computer. */
function endOf(day: string): string | null | undefined {
  if (day.trim() === '') return null
  const date = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T23:59:59`) : null
  return date && !Number.isNaN(date.getTime()) ? date.toISOString() : undefined
}

function dayOf(date: Date): string {
  const pad = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}
