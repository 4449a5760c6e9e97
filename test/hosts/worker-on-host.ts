import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HostId } from '#contract/ids'
import type { HostKey } from '#contract/model/host'
import { Secret } from '#main/base/secret'
import type { HostLink } from '#main/provisioning/host-link'
import { knownHostKeys } from '#main/provisioning/ssh/known-hosts'
import { openSsh } from '#main/provisioning/ssh/open-ssh'
import { generateOwnKey } from '#main/provisioning/ssh/own-key'
import { inProject } from '#tools/project'
import { type LabHost, labKeyFile } from './lab.ts'

export const workerPort = 3001
const modelPort = 4010
export const workerSecret = new Secret('the secret of the worker on this host')

/** Puts Node, the built worker and a model server onto the host, without SSH, and starts them. */
export async function startWorkerOn(
  host: LabHost,
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  const folder = join(host.root, 'opt', 'worker')
  mkdirSync(folder, { recursive: true })
  copyFileSync(process.execPath, join(folder, 'node'))
  copyFileSync(inProject('dist', 'worker.mjs'), join(folder, 'worker.mjs'))
  copyFileSync(inProject('test', 'fakes', 'stub-llm.mjs'), join(folder, 'stub-llm.mjs'))
  const variables = {
    WORKER_ID: host.name,
    WORKER_PORT: String(workerPort),
    ROOT_NODE_SECRET: workerSecret.reveal(),
    MAX_CONCURRENT_REQUESTS: '32',
    OPENAI_API_KEY: 'of-the-stub',
    OPENAI_BASE_URL: `http://127.0.0.1:${modelPort}/v1`,
    DEFAULT_MODEL: 'stub-model',
    OLLAMA_BASE_URL: '',
    LMSTUDIO_BASE_URL: '',
    ...environment,
  }
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`)
  writeFileSync(join(folder, 'worker.env'), lines.join(''))
  await host.run(`
    systemd-run -q --unit=model /opt/worker/node /opt/worker/stub-llm.mjs --port ${modelPort}
    systemd-run -q --unit=worker -p EnvironmentFile=/opt/worker/worker.env \\
      /opt/worker/node /opt/worker/worker.mjs
    for i in $(seq 100); do
      curl -sk -o /dev/null https://127.0.0.1:${workerPort} http://127.0.0.1:${workerPort}/health && exit
      sleep 0.1
    done`)
}

/** A user that may do no more than connect to the worker's port; answers with its key. */
export async function addTunnelUser(host: LabHost): Promise<Secret> {
  const own = generateOwnKey('tunnel')
  const rights = `restrict,port-forwarding,permitopen="127.0.0.1:${workerPort}"`
  await host.run(`
    useradd -m -s /usr/sbin/nologin banyan-tunnel
    install -d -m 700 -o banyan-tunnel -g banyan-tunnel /home/banyan-tunnel/.ssh
    echo '${rights} ${own.publicLine}' > /home/banyan-tunnel/.ssh/authorized_keys
    chown banyan-tunnel: /home/banyan-tunnel/.ssh/authorized_keys`)
  return own.privateKey
}

export function keyOf(host: LabHost): HostKey {
  const [key] = knownHostKeys(host.knownHost, host.address, 22).keys
  if (!key) throw new Error(`no key in ${host.knownHost}`)
  return key
}

/** As the tunnel's user where there is a key for it, else as the one that administers the host. */
export function linkTo(host: LabHost, key: Secret | null, signal: AbortSignal): Promise<HostLink> {
  const place = { hostId: HostId.parse(host.name), host: host.name, address: host.address }
  const login = key
    ? ({ kind: 'private-key', key, passphrase: null } as const)
    : ({ kind: 'private-key', key: labKey(), passphrase: null } as const)
  const user = key ? 'banyan-tunnel' : 'ubuntu'
  return openSsh({ ...place, port: 22, via: null, user, login, pinned: keyOf(host) }, signal)
}

const labKey = () => new Secret(readFileSync(labKeyFile(), 'utf8'))
