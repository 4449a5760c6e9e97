import type { HostLoginBody, HostPatch, NewHost } from '#contract/http/hosts'

export const loginKinds = ['keyFile', 'keyText', 'agent', 'password'] as const
export type LoginKind = (typeof loginKinds)[number]

/** What is typed to log in; kept while one goes back and forth. */
export interface LoginDraft {
  readonly kind: LoginKind
  readonly path: string
  readonly key: string
  readonly passphrase: string
  readonly password: string
}

/** What is typed of a machine. */
export interface SshDraft {
  readonly address: string
  readonly port: string
  readonly user: string
  readonly name: string
  readonly region: string
  /** The id of the host that it is reached through; empty: none. */
  readonly jump: string
  readonly cost: string
  readonly login: LoginDraft
}

export const emptyLogin: LoginDraft = {
  kind: 'keyFile',
  path: '~/.ssh/id_ed25519',
  key: '',
  passphrase: '',
  password: '',
}

export const emptySsh: SshDraft = {
  ...{ address: '', port: '22', user: 'ubuntu', name: '', region: '', jump: '', cost: '' },
  login: emptyLogin,
}

type MachineError = 'addressNeeded' | 'addressWrong' | 'portWrong' | 'userNeeded' | 'costWrong'
type LoginError = 'pathNeeded' | 'keyNeeded' | 'keyPublic' | 'passwordNeeded'

/** What is wrong, by field; nothing where all is well. */
export function machineErrors(
  draft: Pick<SshDraft, 'address' | 'port' | 'user' | 'cost'>,
): Readonly<Partial<Record<'address' | 'port' | 'user' | 'cost', MachineError>>> {
  const address = draft.address.trim()
  const port = Number(draft.port)
  const isPort = /^\d+$/.test(draft.port) && port >= 1 && port <= 65_535
  return {
    ...(address === '' && { address: 'addressNeeded' as const }),
    ...(/[\s/@]/.test(address) && { address: 'addressWrong' as const }),
    ...(!isPort && { port: 'portWrong' as const }),
    ...(draft.user.trim() === '' && { user: 'userNeeded' as const }),
    ...(!isCost(draft.cost) && { cost: 'costWrong' as const }),
  }
}

export function loginErrors(
  login: LoginDraft,
): Readonly<Partial<Record<'path' | 'key' | 'password', LoginError>>> {
  switch (login.kind) {
    case 'keyFile':
      return login.path.trim() === '' ? { path: 'pathNeeded' } : {}
    case 'keyText':
      if (login.key.trim() === '') return { key: 'keyNeeded' }
      return /^(ssh-|ecdsa-)/.test(login.key.trim()) ? { key: 'keyPublic' } : {}
    case 'password':
      return login.password === '' ? { password: 'passwordNeeded' } : {}
    case 'agent':
      return {}
  }
}

export function newHost(draft: SshDraft): NewHost {
  return { ...machineBody(draft), address: draft.address.trim(), auth: loginBody(draft.login) }
}

export function machineBody({
  address,
  port,
  user,
  name,
  region,
  jump,
  cost,
}: SshDraft): HostPatch {
  return {
    address: address.trim(),
    port: Number(port),
    user: user.trim(),
    ...(name.trim() !== '' && { name: name.trim() }),
    region: region.trim() || null,
    jump: jump || null,
    monthly_cost: cost.trim() === '' ? null : Number(cost),
  }
}

export function loginBody(login: LoginDraft): HostLoginBody {
  const passphrase = login.passphrase === '' ? {} : { passphrase: login.passphrase }
  switch (login.kind) {
    case 'keyFile':
      return { private_key_path: login.path.trim(), ...passphrase }
    case 'keyText':
      return { private_key: `${login.key.trim()}\n`, ...passphrase }
    case 'agent':
      return { agent: true }
    case 'password':
      return { password: login.password }
  }
}

const isCost = (text: string) => text.trim() === '' || (Number(text) >= 0 && Number(text) <= 1e6)
