import {
  CoolifyAccountChange,
  CoolifyImport,
  type ListedCoolifyAccount,
  NewCoolifyAccount,
} from '#contract/http/coolify'
import type { CoolifyAccount, CoolifyServer } from '#contract/model/coolify'
import type { HostTransport } from '#contract/model/host'
import { Secret } from '../../base/secret.ts'
import type { Route } from '../route.ts'

export interface ImportedServer {
  readonly uuid: string
  readonly name: string
  readonly hostId: string | null
  readonly result: 'added' | 'known' | 'failed'
  readonly detail: string | null
}

/** The part of the Coolify accounts that their owner commands. */
export interface OwnedCoolify {
  list(): readonly CoolifyAccount[]
  warningsOf(account: CoolifyAccount): readonly string[]
  add(
    entry: {
      readonly name: string | null
      readonly url: string
      readonly token: Secret
      readonly image: string | null
    },
    signal: AbortSignal,
  ): Promise<CoolifyAccount>
  change(
    id: string,
    change: {
      readonly name?: string | undefined
      readonly token?: Secret | undefined
      readonly image?: string | null | undefined
    },
    signal: AbortSignal,
  ): Promise<CoolifyAccount>
  remove(id: string): Promise<void>
  servers(
    id: string,
    signal: AbortSignal,
  ): Promise<readonly { readonly server: CoolifyServer; readonly hostId: string | null }[]>
  importServers(
    id: string,
    wish: { readonly servers: readonly string[] | null; readonly transport: HostTransport },
    signal: AbortSignal,
  ): Promise<readonly ImportedServer[]>
}

/** `/api/coolify`: Coolifys that set up workers, and their servers. */
export function coolify(owned: OwnedCoolify): readonly Route[] {
  const json = (account: CoolifyAccount) => accountJson(account, owned.warningsOf(account))
  return [
    {
      method: 'GET',
      path: '/api/coolify',
      access: 'owner',
      handle: call => call.answer(200, { accounts: owned.list().map(json) }),
    },
    {
      method: 'POST',
      path: '/api/coolify',
      access: 'owner',
      async handle(call) {
        const { name = null, url, token, image = null } = await call.json(NewCoolifyAccount)
        const entry = { name, url, token: new Secret(token), image }
        call.answer(201, json(await owned.add(entry, call.goneSignal())))
      },
    },
    {
      method: 'PATCH',
      path: '/api/coolify/*',
      access: 'owner',
      async handle(call) {
        const { token, ...rest } = await call.json(CoolifyAccountChange)
        const change = { ...rest, token: token === undefined ? undefined : new Secret(token) }
        const id = call.rest('/api/coolify/')
        call.answer(200, json(await owned.change(id, change, call.goneSignal())))
      },
    },
    {
      method: 'DELETE',
      path: '/api/coolify/*',
      access: 'owner',
      async handle(call) {
        const id = call.rest('/api/coolify/')
        await owned.remove(id)
        call.answer(200, { id, deleted: true })
      },
    },
    {
      method: 'GET',
      path: '/api/coolify/*/servers',
      access: 'owner',
      async handle(call) {
        const id = call.rest('/api/coolify/').replace(/\/servers$/, '')
        const servers = await owned.servers(id, call.goneSignal())
        call.answer(200, { servers: servers.map(serverJson) })
      },
    },
    {
      method: 'POST',
      path: '/api/coolify/*/import',
      access: 'owner',
      async handle(call) {
        const { servers = null, transport = 'tunnel' } = await call.json(CoolifyImport)
        const id = call.rest('/api/coolify/').replace(/\/import$/, '')
        const done = await owned.importServers(id, { servers, transport }, call.goneSignal())
        call.answer(200, {
          servers: done.map(({ hostId, ...rest }) => ({ ...rest, host_id: hostId })),
        })
      },
    },
  ]
}

function accountJson(account: CoolifyAccount, warnings: readonly string[]): ListedCoolifyAccount {
  const { addedAt, abilities, ...rest } = account
  return {
    ...rest,
    abilities: [...abilities],
    warnings: [...warnings],
    added_at: new Date(addedAt).toISOString(),
  }
}

function serverJson({
  server,
  hostId,
}: {
  readonly server: CoolifyServer
  readonly hostId: string | null
}) {
  const { isReachable, isUsable, ...rest } = server
  return { ...rest, is_reachable: isReachable, is_usable: isUsable, host_id: hostId }
}
