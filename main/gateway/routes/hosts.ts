import {
  HostImportBody,
  type HostImportReport,
  HostPatch,
  HostRemoval,
  HostsToDiscover,
  NewHost,
  TrustedKey,
} from '#contract/http/hosts'
import type { HostId } from '#contract/ids'
import { type HostView, hostJson } from '../host-view.ts'
import type { Route } from '../route.ts'

/** What an import came to. */
interface ImportReport {
  readonly format: HostImportReport['format']
  readonly rollout: HostImportReport['deployment_strategy']
  readonly warnings: readonly string[]
  readonly hosts: readonly {
    readonly where: string
    readonly name: string | null
    readonly outcome: 'added' | 'known' | 'refused'
    readonly hostId: HostId | null
    readonly reason: string | null
    readonly warnings: readonly string[]
  }[]
}

/** The part of the hosts that their owner commands; each is named by its id or its name. */
export interface OwnedHosts {
  list(): readonly HostView[]
  find(idOrName: string): HostView
  add(body: NewHost): Promise<HostView>
  edit(idOrName: string, patch: HostPatch): Promise<HostView>
  trust(idOrName: string, fingerprint: string): Promise<HostView>
  remove(idOrName: string, isForced: boolean): Promise<HostId>
  import(body: HostImportBody): Promise<ImportReport>
  /** Null: all. */
  discover(idsOrNames: readonly string[] | null, signal: AbortSignal): Promise<readonly HostView[]>
}

const prefix = '/api/hosts/'

/** `/api/hosts`: the machines that workers are set up on. */
export function hosts(owned: OwnedHosts): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/hosts',
      access: 'owner',
      handle: call => call.answer(200, { hosts: owned.list().map(hostJson) }),
    },
    {
      method: 'POST',
      path: '/api/hosts',
      access: 'owner',
      handle: async call => call.answer(201, hostJson(await owned.add(await call.json(NewHost)))),
    },
    {
      method: 'POST',
      path: '/api/hosts/import',
      access: 'owner',
      async handle(call) {
        const body = await call.json(HostImportBody)
        call.answer(200, importJson(await owned.import(body), body.dry_run))
      },
    },
    {
      method: 'POST',
      path: '/api/hosts/discover',
      access: 'owner',
      async handle(call) {
        const { hosts: wanted = null } = await call.json(HostsToDiscover)
        const found = await owned.discover(wanted, call.goneSignal())
        call.answer(200, { hosts: found.map(hostJson) })
      },
    },
    {
      method: 'POST',
      path: '/api/hosts/*/trust',
      access: 'owner',
      async handle(call) {
        const { fingerprint } = await call.json(TrustedKey)
        const id = call.rest(prefix).replace(/\/trust$/, '')
        call.answer(200, hostJson(await owned.trust(id, fingerprint)))
      },
    },
    ...one(owned),
  ]
}

function one(owned: OwnedHosts): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/hosts/*',
      access: 'owner',
      handle: call => call.answer(200, hostJson(owned.find(call.rest(prefix)))),
    },
    {
      method: 'PATCH',
      path: '/api/hosts/*',
      access: 'owner',
      async handle(call) {
        const patch = await call.json(HostPatch)
        call.answer(200, hostJson(await owned.edit(call.rest(prefix), patch)))
      },
    },
    {
      method: 'DELETE',
      path: '/api/hosts/*',
      access: 'owner',
      async handle(call) {
        const { force } = call.query(HostRemoval)
        const id = await owned.remove(call.rest(prefix), force === 'true')
        call.answer(200, { id, deleted: true })
      },
    },
  ]
}

function importJson(report: ImportReport, isDryRun: boolean): HostImportReport {
  const { format, rollout, warnings, hosts } = report
  const count = (wanted: string) => hosts.filter(({ outcome }) => outcome === wanted).length
  return {
    format,
    dry_run: isDryRun,
    deployment_strategy: rollout,
    added: count('added'),
    known: count('known'),
    refused: count('refused'),
    warnings: [...warnings],
    hosts: hosts.map(({ hostId, ...host }) => ({
      ...host,
      host_id: hostId,
      warnings: [...host.warnings],
    })),
  }
}
