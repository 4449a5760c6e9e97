import { FaultError } from '#contract/fault'
import { type HostMethodChoice, hostMethodChoices } from '#contract/model/host'
import { Secret } from '../../../base/secret.ts'
import { refused } from '../host-rules.ts'
import { type HostLogin, type HostWish, usualWish } from '../host-wish.ts'
import { type EntryDefaults, type ParsedEntry, usualLogin, usualUser } from './parsed-file.ts'

/** By what a field may be called, in a table's head or in JSON. */
const names = {
  name: ['name', 'alias', 'title', '名称', '名字'],
  address: ['address', 'ip', 'host', 'hostname', 'ip_address', 'addr', '地址', '主机'],
  port: ['port', 'ssh_port', '端口'],
  user: ['user', 'username', 'ssh_user', 'login', '用户', '用户名'],
  region: ['region', 'location', 'zone', '区域', '地区'],
  key: [
    ...['key', 'private_key_path', 'key_path', 'ssh_key', 'ssh_key_path', 'key_file'],
    ...['identity_file', 'private_key', '密钥'],
  ],
  passphrase: ['passphrase', 'key_passphrase'],
  password: ['password', 'ssh_password', '密码'],
  jump: ['jump', 'jump_host', 'proxy_jump', 'bastion', '跳板'],
  method: ['method', 'deployment_method', '方式'],
  role: ['role', '角色'],
  cost: ['cost', 'monthly_cost', 'price', '费用'],
  priority: ['priority', '优先级'],
  fingerprint: ['fingerprint', 'expected_fingerprint', 'host_key_fingerprint', '指纹'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type EntryField = keyof typeof names
export type EntryFields = ReadonlyMap<EntryField, string>

// Sound: the keys of `names`.
const places: ReadonlyMap<string, { readonly field: EntryField; readonly rank: number }> = new Map(
  (Object.keys(names) as EntryField[]).flatMap(field =>
    names[field].map((name, rank) => [name, { field, rank }] as const),
  ),
)

/** What is said by columns or keys of JSON; where two mean one field, by the plainer name. */
export function fieldsIn(said: Iterable<readonly [string, string]>): EntryFields {
  const found = new Map<EntryField, { readonly rank: number; readonly value: string }>()
  for (const [name, value] of said) {
    const place = placeOf(name)
    if (place === undefined || value.trim() === '') continue
    const { field, rank } = place
    if (rank < (found.get(field)?.rank ?? Number.POSITIVE_INFINITY))
      found.set(field, { rank, value })
  }
  return new Map([...found].map(([field, { value }]) => [field, value]))
}

/** Which field a column or a key of JSON stands for. */
export function fieldNamed(text: string): EntryField | null {
  return placeOf(text)?.field ?? null
}

function placeOf(text: string) {
  const plain = text.trim().replace(/(?<=[a-z])(?=[A-Z])/g, '_')
  return places.get(plain.toLowerCase().replace(/[\s-]+/g, '_'))
}

const roles: Readonly<Record<string, Partial<Pick<HostWish, 'priority' | 'isCritical'>>>> = {
  critical: { priority: 0, isCritical: true },
  primary: { priority: 0, isCritical: true },
  main: { priority: 0, isCritical: true },
  master: { priority: 0, isCritical: true },
  backup: { priority: 200 },
  secondary: { priority: 200 },
  standby: { priority: 200 },
  worker: {},
  node: {},
}

/** The host that one entry asks for, or why there is none. */
export function entryOf(where: string, fields: EntryFields, defaults: EntryDefaults): ParsedEntry {
  const name = text(fields, 'name')
  try {
    const warnings: string[] = []
    const wish = wishOf(fields, defaults, warning => warnings.push(warning))
    return { kind: 'wish', where, wish, warnings }
  } catch (error) {
    if (!(error instanceof FaultError)) throw error
    return { kind: 'refused', where, name: name ?? text(fields, 'address'), reason: error.message }
  }
}

function wishOf(
  fields: EntryFields,
  defaults: EntryDefaults,
  warn: (warning: string) => void,
): HostWish {
  const address = text(fields, 'address')
  if (address === null) throw refused('address', 'it is missing')
  const user = text(fields, 'user') ?? defaults.user
  if (user === null) warn(`It names no user: "${usualUser}" is taken.`)
  const priority = numberIn(fields, 'priority')
  return {
    ...usualWish,
    ...roleOf(text(fields, 'role'), warn),
    ...(priority === null ? {} : { priority: Math.min(Math.round(priority), 999) }),
    name: text(fields, 'name'),
    address,
    port: numberIn(fields, 'port') ?? usualWish.port,
    user: user ?? usualUser,
    region: text(fields, 'region'),
    monthlyCost: numberIn(fields, 'cost'),
    login: loginOf(fields, defaults, warn),
    jump: text(fields, 'jump'),
    expectedFingerprint: text(fields, 'fingerprint'),
    method: methodOf(text(fields, 'method')),
  }
}

function loginOf(
  fields: EntryFields,
  defaults: EntryDefaults,
  warn: (warning: string) => void,
): HostLogin {
  const [key, password] = [text(fields, 'key'), fields.get('password') || null]
  const passphrase = fields.get('passphrase') || null
  if (password !== null || passphrase !== null) {
    warn('The file holds a secret in the clear. It is kept sealed here; remove it from the file.')
  }
  if (key !== null) {
    const opens = passphrase === null ? null : new Secret(passphrase)
    if (!key.includes('PRIVATE KEY-----')) {
      return { kind: 'private-key-file', path: key, passphrase: opens }
    }
    warn('The file holds a private key. It is kept sealed here; remove it from the file.')
    return { kind: 'private-key', privateKey: new Secret(key), passphrase: opens }
  }
  if (password !== null) return { kind: 'password', password: new Secret(password) }
  const login = usualLogin(defaults)
  if (!defaults.login) warn(`It names no key: ${loginText(login)} is taken.`)
  return login
}

function loginText(login: HostLogin): string {
  return login.kind === 'private-key-file' ? login.path : 'what the SSH agent holds'
}

function roleOf(role: string | null, warn: (warning: string) => void) {
  if (role === null) return {}
  const meaning = roles[role.toLowerCase()]
  if (!meaning) warn(`The role "${role.slice(0, 40)}" means nothing here.`)
  return meaning ?? {}
}

function methodOf(text: string | null): HostMethodChoice {
  const method = hostMethodChoices.find(choice => choice === (text ?? 'auto').toLowerCase())
  if (!method) throw refused('method', `${hostMethodChoices.join(', ')} are expected`)
  return method
}

/** A dollar sign before it is passed over. */
function numberIn(fields: EntryFields, field: EntryField): number | null {
  const found = text(fields, field)
  if (found === null) return null
  const number = /^\$?\s*(\d{1,9}(\.\d{1,6})?)$/.exec(found)?.[1]
  if (number === undefined) throw refused(field, 'a number is expected')
  return Number(number)
}

function text(fields: EntryFields, field: EntryField): string | null {
  return fields.get(field)?.trim() || null
}
