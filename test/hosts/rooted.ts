import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Cleanup } from '#main/base/cleanup'
import { inProject } from '#tools/project'
import { http, postJson } from '../integration/http.ts'
import {
  eventually,
  type RunningProgram,
  startRoot,
  temporaryFolder,
} from '../integration/processes.ts'
import { type LabHost, labKeyFile } from './lab.ts'

/** A root node with a book of hosts, and what its owner asks of it. */
export interface HostedRoot extends RunningProgram, AskedRoot {
  readonly dataFolder: string
}

/** What the owner of hosts asks of a root node, wherever that runs. */
export interface AskedRoot {
  /** Adds a host with the key of the lab, and trusts what it shows. */
  addHost(host: LabHost, more?: object): Promise<string>
  /** Starts what is done with hosts, as the API names it, and waits for its end. */
  deploy(path: string, body?: object, withinMs?: number): Promise<Deployed>
  over(deploymentId: string, withinMs?: number): Promise<Deployed>
  /** The text of an answer by the worker that the header names; the status where it is an error. */
  chat(message: string, worker?: string): Promise<string>
  worker(id: string): Promise<{ readonly status: string; readonly [field: string]: unknown }>
}

export interface Deployed {
  readonly id: string
  readonly status: string
  readonly hosts: readonly {
    readonly host_id: string
    readonly host_name: string
    readonly status: string
    readonly problem: string | null
    readonly steps: readonly {
      readonly name: string
      readonly status: string
      readonly changed: boolean
      readonly message: string
      readonly progress: { readonly done: number; readonly total: number } | null
      readonly duration_ms: number | null
    }[]
    readonly checks: readonly {
      readonly name: string
      readonly passed: boolean
      readonly message: string
    }[]
  }[]
}

export async function startHostedRoot(
  cleanup: Cleanup,
  environment: Readonly<Record<string, string>> = {},
  dataFolder: string = temporaryFolder(cleanup),
): Promise<HostedRoot> {
  const root = await startRoot(cleanup, {
    DATA_DIR: dataFolder,
    WORKER_ARCHIVES: inProject('out'),
    LOCAL_WORKER: 'false',
    HEALTH_CHECK_INTERVAL_MS: '2000',
    ...environment,
  })
  return { ...root, ...askedRoot(root.url), dataFolder }
}

export function askedRoot(url: string): AskedRoot {
  const over = (id: string, withinMs = 180_000) =>
    eventually(withinMs, async () => {
      const { json } = await http(`${url}/api/deployments/${id}`)
      expect(['Pending', 'Running', 'Recovering']).not.toContain(json.status)
      return json as Deployed
    })
  return {
    over,
    async addHost(host, more = {}) {
      const added = await postJson(`${url}/api/hosts`, {
        ...{ name: host.name, address: host.address, user: 'ubuntu' },
        auth: { private_key: readFileSync(labKeyFile(), 'utf8') },
        host_key: 'accept_new',
        ...more,
      })
      expect([added.status, added.json]).toEqual([201, expect.anything()])
      return added.json.id
    },
    async deploy(path, body = {}, withinMs) {
      const { status, json } = await postJson(`${url}/api${path}`, body)
      expect([status, json]).toEqual([202, { deployment_id: expect.any(String) }])
      return over(json.deployment_id, withinMs)
    },
    async chat(message, worker) {
      const headers = worker === undefined ? {} : { 'x-banyan-worker': worker }
      const { status, json } = await postJson(
        `${url}/api/chat`,
        { session_id: 's', message },
        headers,
      )
      return status === 200 ? json.response : `${status} ${json.error?.message}`
    },
    async worker(id) {
      const { json } = await http(`${url}/api/workers`)
      return json.workers.find((worker: { id: string }) => worker.id === id)
    },
  }
}

/** What went wrong, for the message of a failed test. */
export async function logOf(
  root: Pick<HostedRoot, 'url'>,
  { id }: Pick<Deployed, 'id'>,
): Promise<string> {
  return (await fetch(join(root.url, `/api/deployments/${id}/log`).replace(':/', '://'))).text()
}
