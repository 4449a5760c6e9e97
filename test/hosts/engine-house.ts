import { readFileSync } from 'node:fs'
import { type Deployment, isOver } from '#contract/model/deployment'
import type { Host } from '#contract/model/host'
import type { StepName } from '#contract/model/plan-step'
import { silentLog } from '#main/base/log'
import { Secret } from '#main/base/secret'
import { type Command, rootCommand } from '#main/provisioning/command'
import { Deployments } from '#main/provisioning/deployments/deployments'
import type { DeploymentRequest } from '#main/provisioning/deployments/request'
import { SshHostLinks } from '#main/provisioning/ssh/ssh-host-links'
import type { Step } from '#main/provisioning/step'
import { deploymentShelf } from '#main/store/deployment-shelf'
import { aHost } from '#test/fakes/a-host'
import { aTold } from '#test/fakes/a-told'
import { asked } from '../main/provisioning/deployments/open-deployments.ts'
import { KeptHosts } from '../main/provisioning/kept-hosts.ts'
import { tempDatabase, tempFolder } from '../main/store/temp-database.ts'
import { type LabHost, labKeyFile } from './lab.ts'

interface EngineHouse {
  readonly rootId?: string
  readonly user?: string
  readonly steps: readonly Step[]
}

/** Deployments of one root node over one host of the lab, by real SSH. */
export async function openEngine(lab: LabHost, { rootId = 'r1', user, steps }: EngineHouse) {
  const host = hostOf(lab, user ?? 'ubuntu')
  const privateKey = new Secret(readFileSync(labKeyFile(), 'utf8'))
  const hosts = new KeptHosts(host, { privateKey })
  // A cable that is pulled is noticed soon.
  const links = new SshHostLinks(hosts, { times: { readyMs: 5_000, keepaliveMs: 700 } })
  const deployments = new Deployments(deploymentShelf<DeploymentRequest>(await tempDatabase()), {
    ...{ hosts, links, log: silentLog, folder: tempFolder() },
    planner: {
      plan: async () => ({ method: 'plain', version: null, steps, checks: [], leaves: null }),
    },
    discover: async () => ({ name: 'unseen', problems: [] }),
    traffic: {
      drain: async () => {},
      leave: async () => {},
      undrain: async () => {},
      onInstalled: async () => {},
      onUninstalled: async () => {},
    },
    owner: { rootId, who: `me@${rootId}` },
    redact: text => text,
    publish: () => {},
    note: async () => {},
    onLines: () => {},
    pace: {
      reconnects: { firstMs: 500, mostMs: 2_000 },
      checks: { settleMs: 0, everyMs: 100, gateMs: 100 },
      lockEveryMs: 1_000,
    },
  })
  return {
    deployments,
    host,
    start: (more: Partial<DeploymentRequest> = {}) =>
      deployments.start({ ...asked([]), hosts: [host.id], ...more }),
    async over(id: string): Promise<Deployment> {
      for (;;) {
        const deployment = deployments.get(id)
        if (isOver(deployment)) return deployment
        await new Promise(resolve => setTimeout(resolve, 20))
      }
    },
  }
}

/** A file of that name under /etc, made by what `making` runs before. */
export function fileStep(name: string, making = ''): Step {
  const path = `/etc/lab-${name}`
  const make = rootCommand(`Makes ${path}.`, `${making}\nid -un >${path}`)
  const look = rootCommand(`Looks for ${path}.`, `test -f ${path}`)
  const remove: Command = rootCommand(`Removes ${path}.`, `rm -f ${path}`)
  return {
    name: name as StepName, // sound: only its being once in a plan matters here
    ...{ words: make.words, commands: [make] },
    async check(site, signal) {
      const { exitCode } = await site.ask(look, signal)
      return { isDone: exitCode === 0, ...aTold(`${path} is there`) }
    },
    async apply(site, signal) {
      await site.run(make, signal)
      return aTold(`made ${path}`)
    },
    async verify(site, signal) {
      await site.run(look, signal)
    },
    async undo(site, signal) {
      await site.run(remove, signal)
    },
  }
}

function hostOf(lab: LabHost, user: string): Host {
  const [, type = '', blob = ''] = lab.knownHost.split(' ')
  const key = { type, blob, fingerprint: 'SHA256:of-the-lab' }
  return aHost(lab.name, {
    ...{ address: lab.address, user, method: 'plain' },
    trust: { name: 'pinned', key, at: 0, because: 'expected' },
  })
}
