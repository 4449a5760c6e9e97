import { connect } from 'node:net'
import { join } from 'node:path'
import { hostReason } from '#contract/host-reason'
import { WorkerId } from '#contract/ids'
import type { Host } from '#contract/model/host'
import type { Log } from './base/log.ts'
import { safeLookup } from './base/safe-lookup.ts'
import { Secret } from './base/secret.ts'
import { version } from './base/version.ts'
import { type Certificates, composeCertificates } from './compose-certificates.ts'
import { type CoolifyParts, composeCoolify } from './compose-coolify.ts'
import { composeReach } from './compose-reach.ts'
import type { Fleet } from './fleet/fleet.ts'
import { remoteWorkerSettings } from './local-worker/worker-environment.ts'
import { NotWell } from './provisioning/checks/not-well.ts'
import { signedHealth } from './provisioning/checks/signed-health.ts'
import type { ReachTarget } from './provisioning/coolify/plan-parts.ts'
import type { WorkerVariable } from './provisioning/coolify/variables.ts'
import type { HostBook } from './provisioning/hosts/host-book.ts'
import { usualWish } from './provisioning/hosts/host-wish.ts'
import { tunnelUser } from './provisioning/layout.ts'
import type { Planner } from './provisioning/plan.ts'
import { openPlanner } from './provisioning/planner.ts'
import { generateOwnKey, publicLineOf } from './provisioning/ssh/own-key.ts'
import type { SshHostLinks } from './provisioning/ssh/ssh-host-links.ts'
import { newWorkerSecret, secretSwitched } from './provisioning/steps/new-keys.ts'
import { archiveFolders, WorkerArchives } from './provisioning/transfer/worker-archives.ts'
import { workerSupply } from './provisioning/transfer/worker-supply.ts'
import type { ResolvedSettings } from './settings/resolved-settings.ts'
import type { Sealer } from './settings/sealer.ts'
import type { OpenDatabase } from './store/open-database.ts'

export interface PlanSurroundings {
  readonly database: OpenDatabase
  readonly sealer: Sealer
  readonly book: HostBook
  readonly links: SshHostLinks
  readonly fleet: Fleet
  readonly settings: ResolvedSettings
  /** The folder of the built programs. */
  readonly programs: string
  readonly dataFolder: string
  readonly protect: (secret: Secret) => void
  /** The secret of a host's worker is another one now. */
  readonly onSecretChanged: (host: Host) => Promise<void>
  readonly log: Log
}

export interface PlanParts {
  readonly planner: Planner
  readonly certificates: Certificates
  readonly coolify: CoolifyParts
}

/** Joins what plans are made from: archives, keys, certificates, settings of models, and Coolify. */
export function composePlans(around: PlanSurroundings): PlanParts {
  const { database, sealer, book, links, fleet, settings, programs, dataFolder } = around
  const archives = new WorkerArchives(archiveFolders(settings.workerArchives || null, programs))
  const certificates = composeCertificates(database, sealer, book)
  const models = remoteWorkerSettings(settings)
  const generate = (comment: string) => generateOwnKey(comment).privateKey
  const coolify = composeCoolify({
    ...{ database, sealer, protect: around.protect, log: around.log, version },
    hosts: () => book.list(),
    addHost: host => book.add({ ...usualWish, ...host, login: { kind: 'agent' }, keyRule: 'ask' }),
    variables: (host, newSecret) => variablesOf(host, book, models, newSecret),
    switchSecret: secret =>
      secretSwitched({ hosts: book, onSecretChanged: around.onSecretChanged }, secret),
    makeKeyPair: comment => generateOwnKey(comment),
    remember: ({ id }, coolifyServer) => book.change(id, { coolify: coolifyServer }),
    reach: (target, signal) => healthOf(target, { book, links }, signal),
  })
  const planner = openPlanner({
    hosts: book,
    supply: workerSupply(archives, join(dataFolder, 'transfer-cache')),
    keys: { generate, publicLine: key => publicLineOf(key) },
    proofs: {
      login: ({ id, user }, key, signal) => proven(links, id, { user, key }, signal),
      tunnel: ({ id }, key, signal) => proven(links, id, { user: tunnelUser, key }, signal),
    },
    reach: composeReach(fleet),
    workerSettings: () => models,
    onSecretChanged: host => around.onSecretChanged(host),
    async tlsFiles(host) {
      const { certificate, key, authorities } = await certificates.filesOf(host)
      const arrived = () => certificates.arrived(host, certificate)
      return { certificate, key, authority: authorities, arrived }
    },
    isHardened: () => settings.hardenHosts,
    coolifyPlan: (wish, host) => coolify.plan(wish, host),
  })
  return { planner, certificates, coolify }
}

async function proven(
  links: SshHostLinks,
  id: Host['id'],
  login: { readonly user: string; readonly key: Secret },
  signal: AbortSignal,
): Promise<void> {
  const link = await links.openAs(id, login, signal)
  link.close()
}

async function variablesOf(
  { id }: Host,
  book: HostBook,
  models: Readonly<Record<string, string>>,
  newSecret: Secret | null = null,
): Promise<readonly WorkerVariable[]> {
  const known = (await book.secretsOf(id)).workerSecret
  const kept = known ?? newWorkerSecret()
  if (!known) await book.saveSecrets(id, { workerSecret: kept })
  return [
    ...Object.entries(models).map(([key, value]) => ({
      key,
      value: value === '' ? null : new Secret(value),
    })),
    { key: 'WORKER_ID', value: WorkerId.parse(id) },
    { key: 'ROOT_NODE_SECRET', value: newSecret ?? kept },
    { key: 'ROOT_NODE_SECRET_PREVIOUS', value: newSecret && kept },
  ]
}

/** Of a worker that the fleet may not know yet, by the way that it will be reached. */
async function healthOf(
  { host, address, port }: ReachTarget,
  { book, links }: { readonly book: HostBook; readonly links: SshHostLinks },
  signal: AbortSignal,
): Promise<{ readonly version: string }> {
  const { workerSecret } = await book.secretsOf(host.id)
  if (!workerSecret) {
    throw new NotWell('the secret of the worker is missing at home', hostReason('secret-missing'))
  }
  if (host.transport !== 'tunnel') {
    return signedHealth(
      connect({ host: address, port, signal, lookup: safeLookup }),
      workerSecret,
      signal,
    )
  }
  const link = await links.open(host.id, signal)
  try {
    return await signedHealth(await link.forward(address, port, signal), workerSecret, signal)
  } finally {
    link.close()
  }
}
