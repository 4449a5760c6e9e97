import { FaultError } from '#contract/fault'
import { AppChange, type ListedApp, NewApp } from '#contract/http/apps'
import type { App, AppRules } from '#contract/model/app'
import type { Secret } from '../../base/secret.ts'
import type { Route } from '../route.ts'

type Change = { readonly [K in keyof AppRules]?: AppRules[K] | undefined }

interface KeyedApp {
  readonly app: App
  readonly key: Secret
}

/** The part of the apps that their owner commands. */
export interface OwnedApps {
  list(): readonly App[]
  get(appId: string): App
  add(name: string, change: Change): Promise<KeyedApp>
  change(appId: string, change: Change): Promise<App>
  changeKey(appId: string): Promise<KeyedApp>
  remove(appId: string): Promise<void>
  spent(appId: string): { readonly tokensToday: number; readonly usdThisMonth: number }
}

/** `/api/apps`: who may send requests, and how much. */
export function apps(owned: OwnedApps): readonly Route[] {
  const json = (app: App) => appJson(app, owned.spent(app.id))
  const keyed = ({ app, key }: KeyedApp) => ({ ...json(app), key: key.reveal() })
  return [
    {
      method: 'GET',
      path: '/api/apps',
      access: 'owner',
      handle: call => call.answer(200, { apps: owned.list().map(json) }),
    },
    {
      method: 'POST',
      path: '/api/apps',
      access: 'owner',
      async handle(call) {
        const asked = await call.json(NewApp)
        call.answer(201, keyed(await owned.add(asked.name, changeOf(asked))))
      },
    },
    {
      method: 'GET',
      path: '/api/apps/*',
      access: 'owner',
      handle: call => call.answer(200, json(owned.get(call.rest('/api/apps/')))),
    },
    {
      method: 'PATCH',
      path: '/api/apps/*',
      access: 'owner',
      async handle(call) {
        const change = changeOf(await call.json(AppChange))
        call.answer(200, json(await owned.change(call.rest('/api/apps/'), change)))
      },
    },
    {
      method: 'DELETE',
      path: '/api/apps/*',
      access: 'owner',
      async handle(call) {
        const id = call.rest('/api/apps/')
        await owned.remove(id)
        call.answer(200, { id, deleted: true })
      },
    },
    {
      method: 'POST',
      path: '/api/apps/*/key',
      access: 'owner',
      async handle(call) {
        const id = call.rest('/api/apps/').replace(/\/key$/, '')
        call.answer(200, keyed(await owned.changeKey(id)))
      },
    },
  ]
}

function changeOf(asked: AppChange): Change {
  const expiresAt = asked.expires_at && Date.parse(asked.expires_at)
  if (asked.models?.some(model => model.slice(0, -1).includes('*'))) {
    const detail = 'models: a * may stand only at the end of a name'
    throw new FaultError({ code: 'request.malformed', detail, param: 'models' })
  }
  return {
    name: asked.name,
    models: asked.models,
    requestsPerMinute: asked.requests_per_minute,
    tokensPerDay: asked.tokens_per_day,
    budgetUsdPerMonth: asked.budget_usd_per_month,
    expiresAt: typeof expiresAt === 'string' ? null : expiresAt,
    cache: asked.cache,
    keepsContents: asked.keep_contents,
    isRevoked: asked.revoked,
  }
}

function appJson(app: App, spent: ReturnType<OwnedApps['spent']>): ListedApp {
  return {
    id: app.id,
    name: app.name,
    models: [...app.models],
    requests_per_minute: app.requestsPerMinute,
    tokens_per_day: app.tokensPerDay,
    budget_usd_per_month: app.budgetUsdPerMonth,
    expires_at: app.expiresAt === null ? null : new Date(app.expiresAt).toISOString(),
    cache: app.cache,
    keep_contents: app.keepsContents,
    revoked: app.isRevoked,
    key_hint: app.keyHint,
    created_at: new Date(app.createdAt).toISOString(),
    tokens_today: spent.tokensToday,
    cost_usd_this_month: spent.usdThisMonth,
  }
}
