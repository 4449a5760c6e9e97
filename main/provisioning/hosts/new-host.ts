import { randomInt } from 'node:crypto'
import { FaultError } from '#contract/fault'
import { HostId } from '#contract/ids'
import type { Host, HostAuth, HostTrust } from '#contract/model/host'
import { Secret } from '../../base/secret.ts'
import type { HostSecrets } from '../hosts.ts'
import {
  checkedAddress,
  checkedKeyPath,
  checkedName,
  checkedPort,
  checkedRegion,
  checkedUser,
} from './host-rules.ts'
import type { HostEdit, HostLogin, HostWish } from './host-wish.ts'

const idLetters = 'abcdefghijkmnpqrstuvwxyz23456789'

export function newHostId(): HostId {
  const letter = () => idLetters[randomInt(idLetters.length)]
  return HostId.parse(`h-${Array.from({ length: 8 }, letter).join('')}`)
}

/** The host that is wished for, beside those that there are. FaultError where that cannot be. */
export function hostOf(
  wish: HostWish,
  others: readonly Host[],
  { id, trust, now }: { readonly id: HostId; readonly trust: HostTrust; readonly now: number },
): Host {
  const address = checkedAddress(wish.address)
  const port = checkedPort(wish.port)
  const host: Host = {
    id,
    name: wish.name === null ? freeName(address, port, others) : checkedName(wish.name),
    address,
    port,
    user: checkedUser(wish.user),
    region: wish.region === null ? null : checkedRegion(wish.region),
    monthlyCost: wish.monthlyCost,
    auth: authOf(wish.login),
    hasOwnKey: false,
    jump: wish.jump === null ? null : jumpOf(wish.jump, id, others),
    keyRule: wish.keyRule,
    method: wish.method,
    coolify: wish.coolify,
    transport: wish.transport,
    priority: wish.priority,
    isCritical: wish.isCritical,
    trust,
    verdict: null,
    installed: null,
    addedAt: now,
  }
  refuseTwins(host, others)
  return host
}

/** The host as its owner wants it now. Another address is another machine until its key says otherwise. */
export function editedHost(host: Host, edit: HostEdit, all: readonly Host[]): Host {
  const others = all.filter(({ id }) => id !== host.id)
  const address = edit.address === undefined ? host.address : checkedAddress(edit.address)
  const port = edit.port === undefined ? host.port : checkedPort(edit.port)
  const user = edit.user === undefined ? host.user : checkedUser(edit.user)
  const isMoved = address !== host.address
  // What was installed for one login is of no use to another.
  const isSameLogin = edit.login === undefined && user === host.user
  const after: Host = {
    ...host,
    name: editedName(host, edit, { address, port }, others),
    address,
    port,
    user,
    region: edit.region ? checkedRegion(edit.region) : given(edit.region, host.region),
    monthlyCost: given(edit.monthlyCost, host.monthlyCost),
    auth: edit.login ? authOf(edit.login) : host.auth,
    hasOwnKey: host.hasOwnKey && isSameLogin,
    jump: editedJump(host, edit, others),
    keyRule: given(edit.keyRule, host.keyRule),
    method: given(edit.method, host.method),
    coolify: given(edit.coolify, host.coolify),
    transport: given(edit.transport, host.transport),
    priority: given(edit.priority, host.priority),
    isCritical: given(edit.isCritical, host.isCritical),
    trust: isMoved ? { name: 'unseen' } : host.trust,
    verdict: isMoved ? null : host.verdict,
  }
  refuseTwins(after, others)
  return after
}

/** What is secret of a login. */
export function loginSecrets(
  login: HostLogin,
): Pick<HostSecrets, 'privateKey' | 'passphrase' | 'password'> {
  const isKey = login.kind === 'private-key' || login.kind === 'private-key-file'
  return {
    privateKey: login.kind === 'private-key' ? tidyKey(login.privateKey) : null,
    passphrase: isKey ? login.passphrase : null,
    password: login.kind === 'password' ? login.password : null,
  }
}

/** A host by its id or, failing that, by its name. */
export function hostNamed(text: string, hosts: readonly Host[]): Host | null {
  return hosts.find(({ id }) => id === text) ?? hosts.find(({ name }) => name === text) ?? null
}

/** Two machines behind different jump hosts may have one address; otherwise it is one machine. */
export function isSameMachine(
  one: Pick<Host, 'address' | 'port' | 'jump'>,
  other: Pick<Host, 'address' | 'port' | 'jump'>,
): boolean {
  return one.address === other.address && one.port === other.port && one.jump === other.jump
}

/** Whether nothing changed of how it is reached, but for what is secret of it. */
export function isSameWay(one: Host, other: Host): boolean {
  const wayOf = ({ address, port, user, auth, jump, transport, trust }: Host) =>
    JSON.stringify([address, port, user, auth, jump, transport, trust])
  return wayOf(one) === wayOf(other)
}

/** Pasted out of Windows or out of a form, a key has other line ends, or lacks the last one. */
function tidyKey(privateKey: Secret): Secret {
  return new Secret(`${privateKey.reveal().replace(/\r\n?/g, '\n').trim()}\n`)
}

function authOf(login: HostLogin): HostAuth {
  return login.kind === 'private-key-file'
    ? { kind: login.kind, path: checkedKeyPath(login.path) }
    : { kind: login.kind }
}

function jumpOf(text: string, id: HostId, others: readonly Host[]): HostId {
  const jump = hostNamed(text, others)
  if (!jump) throw new FaultError({ code: 'host.unknown', host: text })
  let next: Host | null = jump
  while (next !== null) {
    if (next.jump === id) {
      throw refusedJump(`${jump.name} is itself reached through this host`)
    }
    next = next.jump === null ? null : hostNamed(next.jump, others)
  }
  return jump.id
}

function refuseTwins(host: Host, others: readonly Host[]): void {
  const twin = others.find(other => other.name === host.name || isSameMachine(other, host))
  if (twin) throw new FaultError({ code: 'host.exists', host: twin.name })
}

/** After the address; with the port, or a number, where another host has that name. */
function freeName(address: string, port: number, others: readonly Host[]): string {
  const isFree = (name: string) => others.every(other => other.name !== name)
  if (isFree(address)) return address
  const named = `${address.includes(':') ? `[${address}]` : address}:${port}`
  for (let count = 1; ; count++) {
    const name = count === 1 ? named : `${named} (${count})`
    if (isFree(name)) return name
  }
}

function editedName(
  host: Host,
  edit: HostEdit,
  { address, port }: Pick<Host, 'address' | 'port'>,
  others: readonly Host[],
): string {
  if (edit.name === undefined) return host.name
  return edit.name === null ? freeName(address, port, others) : checkedName(edit.name)
}

function editedJump(host: Host, { jump }: HostEdit, others: readonly Host[]): HostId | null {
  if (jump === undefined) return host.jump
  return jump === null ? null : jumpOf(jump, host.id, others)
}

function given<T>(value: T | undefined, before: T): T {
  return value === undefined ? before : value
}

function refusedJump(detail: string): FaultError {
  return new FaultError({ code: 'request.malformed', detail: `jump: ${detail}`, param: 'jump' })
}
