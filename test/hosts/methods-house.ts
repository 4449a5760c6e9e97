import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { HostId } from '#contract/ids'
import type { DeploymentAction } from '#contract/model/deployment'
import type { Host } from '#contract/model/host'
import type { HostFacts } from '#contract/model/host-facts'
import type { StepName } from '#contract/model/plan-step'
import type { Cleanup } from '#main/base/cleanup'
import { Secret } from '#main/base/secret'
import type { Command } from '#main/provisioning/command'
import { endOf, rootCommand } from '#main/provisioning/command'
import type { HostLink } from '#main/provisioning/host-link'
import type { PlannerParts, WorkerSupply } from '#main/provisioning/methods/parts'
import type { PlanWish } from '#main/provisioning/plan'
import { openPlanner } from '#main/provisioning/planner'
import { generateOwnKey, publicLineOf } from '#main/provisioning/ssh/own-key'
import { SshHostLinks } from '#main/provisioning/ssh/ssh-host-links'
import type { Site, Step } from '#main/provisioning/step'
import { stepFailed } from '#main/provisioning/steps/step-failed'
import { aTold } from '#test/fakes/a-told'
import { underVersion } from '../lab/under-version.ts'
import { aHost, seen } from '../main/provisioning/a-host.ts'
import { KeptHosts } from '../main/provisioning/kept-hosts.ts'
import { type LabHost, labKeyFile } from './lab.ts'

/** What a plan came to on a host. */
export interface Outcome {
  readonly changed: readonly string[]
  readonly failed: { readonly step: string; readonly message: string } | null
  /** Of each check that is not well. */
  readonly problems: readonly string[]
  /** All that was run there, and said. */
  readonly log: string
}

export interface MethodsHouse {
  readonly hosts: KeptHosts
  readonly host: () => Host
  readonly secrets: string[]
  run(
    action: DeploymentAction,
    wish?: Partial<PlanWish>,
    facts?: Partial<HostFacts>,
  ): Promise<Outcome>
  open(): Promise<HostLink>
}

const dist = (name: string) => join(import.meta.dirname, '../../dist', name)
const image = (name: string) => join(import.meta.dirname, '../../worker-image', name)

/** With all that a shell or systemd could make something of. */
export const modelKey = 'sk-a-key-of-a-model "quoted" $HOME `id` %h \\'

const noTlsFiles: PlannerParts['tlsFiles'] = () => Promise.reject(new Error('there are none here'))

/** A root node's book of one host of the lab, with all that plans are made from. */
export function openMethods(
  lab: LabHost,
  cleanup: Cleanup,
  change: Partial<Host> = {},
  // A worker with a key asks its vendor first, which takes a container long where there is no internet.
  { withKey = true, isHardened = false, tlsFiles = noTlsFiles } = {},
): MethodsHouse {
  const [, type = '', blob = ''] = lab.knownHost.split(' ')
  const key = { type, blob, fingerprint: 'SHA256:of-the-lab' }
  const id = HostId.parse(`h-${lab.name}`)
  const place = { id, name: lab.name, address: lab.address }
  const trust = { name: 'pinned', key, at: 0, because: 'expected' } as const
  const hosts = new KeptHosts(
    { ...aHost, ...place, trust, ...change },
    { privateKey: new Secret(readFileSync(labKeyFile(), 'utf8')) },
  )
  const links = new SshHostLinks(hosts)
  const signal = new AbortController().signal
  const secrets: string[] = []
  const parts: PlannerParts = {
    hosts,
    supply: supplyFor(lab),
    keys: {
      generate: comment => generateOwnKey(comment).privateKey,
      publicLine: publicLineOf,
    },
    proofs: {
      async login(host, own) {
        const link = await links.openAs(host.id, { user: host.user, key: own }, signal)
        link.close()
      },
      async tunnel(host, own) {
        const link = await links.openAs(host.id, { user: 'banyan-tunnel', key: own }, signal)
        link.close()
      },
    },
    reach: {
      rootToWorker: async () => aTold('not asked here'),
      workerToRoot: async () => aTold('not asked here'),
    },
    workerSettings: () => (withKey ? { OPENAI_API_KEY: modelKey } : {}),
    async onSecretChanged(_host, secret) {
      secrets.push(secret.reveal())
    },
    tlsFiles,
    isHardened: () => isHardened,
    coolifyPlan: () => Promise.reject(new Error('there is none here')),
  }
  const planner = openPlanner(parts)
  const open = async () => {
    const link = await links.open(id, signal)
    cleanup.defer(() => link.close())
    return link
  }
  return {
    hosts,
    secrets,
    host: () => hosts.get(id),
    open,
    async run(action, wish = {}, facts = {}) {
      const plan = await planner.plan(
        { action, version: null, method: null, ...wish },
        hosts.get(id),
        seen(facts),
      )
      const link = await links.open(id, signal)
      const lines: string[] = []
      const site = siteOn(link, hosts.get(id), lines)
      const { changed, failed } = await runSteps(plan.steps, site, signal)
      const problems: string[] = []
      if (!failed) {
        const installed = plan.leaves && { ...plan.leaves, at: 1 }
        await hosts.change(id, { installed })
        for (const check of plan.checks) {
          await check.look(site, signal).catch(error => problems.push(`${check.name}: ${error}`))
        }
      }
      link.close()
      return { changed, failed, problems, log: lines.join('\n') }
    },
  }
}

/** As deployments go through the steps, without their records. */
async function runSteps(
  steps: readonly Step[],
  site: Site,
  signal: AbortSignal,
): Promise<Pick<Outcome, 'changed' | 'failed'>> {
  const changed: Step[] = []
  for (const step of steps) {
    try {
      const began = performance.now()
      if ((await step.check(site, signal)).isDone) continue
      changed.push(step)
      await step.apply(site, signal)
      await step.verify(site, signal)
      site.say(`${step.name} took ${Math.round(performance.now() - began)} ms`)
    } catch (error) {
      for (const each of changed.toReversed()) await each.undo?.(site, signal)
      const message = error instanceof Error ? error.message : String(error)
      return { changed: changed.map(({ name }) => name), failed: { step: step.name, message } }
    }
  }
  return { changed: changed.map(({ name }) => name), failed: null }
}

function siteOn(link: HostLink, host: Host, lines: string[]): Site {
  const ask = async (work: Command, signal: AbortSignal) => {
    lines.push(`$ ${work.words}\n${work.script}`)
    const result = await link.run(work, signal)
    lines.push(result.stdout, result.stderr)
    return result
  }
  return {
    host,
    link: async () => link,
    ask,
    async run(work, signal) {
      const result = await ask(work, signal)
      if (result.exitCode === 0) return result
      throw stepFailed({ host }, work.words, result.stderr.trim(), endOf(result))
    },
    feed: (work, input, signal) => {
      lines.push(`$ ${work.words}\n${work.script}`)
      return link.feed(work, input, signal)
    },
    progress() {},
    say: text => lines.push(text),
  }
}

/** Version 2.x does not start. */
export const brokenVersion = '2.0.0'

/** Puts files there by the back door: how they travel is not the matter here. */
function supplyFor(lab: LabHost): WorkerSupply {
  const there = (folder: string) =>
    rootCommand('Looks for it', `[ -e ${folder}/VERSION ] && echo there || echo missing`)
  const filesIn = (folder: string, version: string) => {
    const at = (name: string) => join(lab.root, folder, name)
    mkdirSync(dirname(at('bin/node')), { recursive: true })
    copyFileSync(process.execPath, at('bin/node'))
    copyFileSync(image('banyan-worker.service'), at('banyan-worker.service'))
    const program = readFileSync(dist('worker.mjs'), 'utf8')
    const broken = 'console.error("no such thing as a flux"); process.exit(1)\n'
    writeFileSync(
      at('worker.mjs'),
      version === brokenVersion ? broken : underVersion(program, version),
    )
    writeFileSync(at('VERSION'), `${version}\n`)
  }
  const step = (name: StepName, folder: string, bring: () => Promise<void>): Step => ({
    name,
    words: 'Puts the files there.',
    commands: [],
    async check(site, signal) {
      const { stdout } = await site.run(there(folder), signal)
      return { isDone: stdout.trim() === 'there', ...aTold(stdout) }
    },
    async apply() {
      await bring()
      return aTold('they are there')
    },
    verify: async () => {},
    undo: null,
  })
  return {
    newest: async () => '1.0.0',
    files(version) {
      const folder = `/opt/banyan-worker/versions/${version}`
      return step('worker-files', folder, async () => filesIn(folder, version))
    },
    image(version) {
      const folder = `/root/image-${version}`
      return step('worker-image', folder, async () => {
        filesIn(folder, version)
        await lab.run(`set -e; cd ${folder}
          for file in $(ldd bin/node | grep -o '/[^ ]*'); do mkdir -p .$(dirname $file); cp -L $file .$file; done
          tar -c . | docker import --change 'ENV PATH=/bin' --change 'CMD ["node", "/worker.mjs"]' - banyan-worker:${version} >/dev/null
          rm -r $(ls -d * | grep -v VERSION)`)
      })
    },
  }
}
