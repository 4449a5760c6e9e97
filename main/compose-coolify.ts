import { FaultError } from '#contract/fault'
import { type HostReason, hostReason } from '#contract/host-reason'
import type { HostId } from '#contract/ids'
import type { CoolifyAccount } from '#contract/model/coolify'
import type { Host } from '#contract/model/host'
import type { Log } from './base/log.ts'
import type { Secret } from './base/secret.ts'
import type { Route } from './gateway/route.ts'
import { coolify as coolifyRoutes } from './gateway/routes/coolify.ts'
import { containerAddress, containerFilter } from './provisioning/coolify/container-address.ts'
import { CoolifyAccounts } from './provisioning/coolify/coolify-accounts.ts'
import { coolifyPlan } from './provisioning/coolify/coolify-plan.ts'
import {
  type AddHost,
  addressFromHere,
  hostOf,
  importServers,
} from './provisioning/coolify/import-servers.ts'
import type { CoolifyPlanParts } from './provisioning/coolify/plan-parts.ts'
import { Scene } from './provisioning/coolify/scene.ts'
import type { CoolifyResource } from './provisioning/coolify/servers.ts'
import type { Plan, PlanWish } from './provisioning/plan.ts'
import type { Site } from './provisioning/step.ts'
import type { Sealer } from './settings/sealer.ts'
import { coolifyShelf } from './store/coolify-shelf.ts'
import type { OpenDatabase } from './store/open-database.ts'

export interface CoolifyOptions
  extends Pick<
    CoolifyPlanParts,
    'version' | 'variables' | 'switchSecret' | 'makeKeyPair' | 'remember' | 'reach'
  > {
  readonly database: OpenDatabase
  readonly sealer: Sealer
  readonly hosts: () => readonly Host[]
  readonly addHost: AddHost
  readonly protect: (secret: Secret) => void
  readonly log: Log
}

export interface CoolifyParts {
  readonly accounts: CoolifyAccounts
  /** Makes the plan for a host of method `coolify`. FaultError when it names no account, or the account no image. */
  plan(wish: PlanWish, host: Host): Promise<Plan>
  /** Where the worker of a host answers now, as seen on it: Docker gives it another address with each start. Null where none runs. */
  addressOf(host: Host, site: Pick<Site, 'ask'>, signal: AbortSignal): Promise<string | null>
  /** By what Docker tells the container of a host's worker from others; null where Coolify has none. */
  containerOf(host: Host, signal: AbortSignal): Promise<string | null>
  readonly routes: readonly Route[]
}

/** Joins Coolify accounts with the hosts and with what a plan for one needs. */
export function composeCoolify(options: CoolifyOptions): CoolifyParts {
  const { database, sealer, hosts, addHost, protect, log } = options
  const accounts = new CoolifyAccounts({ shelf: coolifyShelf(database), sealer, protect, log })
  /** So that a container that starts again is found without asking Coolify. */
  const applications = new Map<HostId, CoolifyResource>()
  const accountOf = (host: Host) => {
    const account = host.coolify && accounts.get(host.coolify.accountId)
    if (account) return account
    const why = hostReason('coolify-no-account')
    throw unusable(host, 'No Coolify account is named for it.', why)
  }
  const partsOf = async ({ id: accountId, image }: CoolifyAccount) => {
    const client = await accounts.client(accountId)
    return { ...options, client, accountId, image: image ?? '' }
  }
  const applicationOf = async (host: Host, signal: AbortSignal) =>
    new Scene(host, options.version, await partsOf(accountOf(host))).application(signal)
  return {
    accounts,
    async plan(wish, host) {
      const account = accountOf(host)
      const needsImage = ['provision', 'update', 'rotate-secret'].includes(wish.action)
      if (account.image === null && needsImage) {
        const reason = `The Coolify account "${account.name}" names no image of the worker.`
        throw unusable(host, reason, hostReason('coolify-no-image', { account: account.name }))
      }
      return coolifyPlan(wish, host, await partsOf(account))
    },
    async containerOf(host, signal) {
      const application = await applicationOf(host, signal)
      return application && containerFilter(application)
    },
    async addressOf(host, site, signal) {
      const known = applications.get(host.id)
      const address = known && (await containerAddress(site, known, signal))
      if (address) return address
      const application = await applicationOf(host, signal)
      if (!application) return null
      applications.set(host.id, application)
      return containerAddress(site, application, signal)
    },
    routes: coolifyRoutes({
      list: () => accounts.list(),
      warningsOf: account => accounts.warningsOf(account),
      add: (entry, signal) => accounts.add(entry, signal),
      change: (id, change, signal) => accounts.change(id, change, signal),
      async remove(id) {
        const { name } = accounts.get(id)
        const user = hosts().find(({ coolify }) => coolify?.accountId === id)
        if (user) {
          const by = `the host "${user.name}"`
          throw new FaultError({ code: 'coolify.in-use', account: name, by })
        }
        await accounts.remove(id)
      },
      async servers(id, signal) {
        const account = accounts.get(id)
        const servers = await (await accounts.client(id)).servers.list(signal)
        return servers.map(({ uuid, name, address, port, user, isReachable, isUsable }) => {
          const server = { uuid, name, address, port, user, isReachable, isUsable }
          const here = addressFromHere(server, account)
          return { server, hostId: hostOf(account, { uuid, address: here }, hosts())?.id ?? null }
        })
      },
      async importServers(id, { servers: wished, transport }, signal) {
        const account = accounts.get(id)
        const servers = await (await accounts.client(id)).servers.list(signal)
        return importServers({ account, servers, wished, transport, hosts: hosts() }, addHost)
      },
    }),
  }
}

function unusable({ name }: Host, reason: string, why: HostReason): FaultError {
  return new FaultError({ code: 'host.unusable', host: name, reasons: [reason], why })
}
