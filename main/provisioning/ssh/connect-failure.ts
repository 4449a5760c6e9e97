import { FaultError } from '#contract/fault'
import { type HostReason, hostReason } from '#contract/host-reason'
import { ourCiphers, ourHostKeys, ourKeyExchanges } from './algorithms.ts'
import type { Greeting, ServerOffer } from './first-bytes.ts'
import { plainWords } from './plain-words.ts'
import type { SshPlace } from './ssh-target.ts'

/** How far a connection came. */
export type Stage = 'dialling' | 'greeting' | 'agreeing' | 'logging-in'

/** What is wrong, as far as it shows in how a connection broke before it was logged in. */
export function connectFailure(
  place: SshPlace,
  stage: Stage,
  error: Error,
  greeting: Greeting,
): FaultError {
  const disagreement = disagreementOf(error.message, greeting.offer)
  if (disagreement !== null) {
    const code = 'host.no-common-algorithm'
    return new FaultError({ code, host: place.host, ...disagreement }, { cause: error })
  }
  const code = 'host.unreachable'
  const said = sayingFor(place, stage, error, greeting)
  return new FaultError({ code, host: place.host, ...said }, { cause: error })
}

/** Whether it may be gone at the next try. A host that hung up with a word is left alone. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof FaultError) || error.fault.code !== 'host.unreachable') return false
  const { cause } = error
  // Behind a jump host only that one knows why, in words.
  if (cause instanceof FaultError) return cause.fault.code === 'host.unreachable'
  return cause instanceof Error && (Object.hasOwn(codeWords, codeOf(cause)) || isTimeout(cause))
}

/** A reason in English, and as a code where it is one of those known. */
interface Saying {
  readonly detail: string
  readonly why?: HostReason
}

type PlaceReason =
  | 'name-unknown'
  | 'no-name-server'
  | 'nothing-listens'
  | 'no-way'
  | 'no-network'
  | 'down'
  | 'hung-up'

const codeReasons: Readonly<Record<string, PlaceReason>> = {
  ENOTFOUND: 'name-unknown',
  EAI_AGAIN: 'no-name-server',
  ECONNREFUSED: 'nothing-listens',
  EHOSTUNREACH: 'no-way',
  ENETUNREACH: 'no-network',
  EHOSTDOWN: 'down',
  ECONNRESET: 'hung-up',
  EPIPE: 'hung-up',
}

const codeWords: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known. Check the spelling, or give its IP address.',
  EAI_AGAIN: 'no name server answers. Check your own connection.',
  ECONNREFUSED:
    'nothing listens there. Check the port, and that its SSH server runs; a machine that just booted needs a minute.',
  EHOSTUNREACH:
    'there is no way to it. Check the address, and its firewall: port 22 has to be open on the machine too.',
  ENETUNREACH: 'there is no way to its network. Check your own connection.',
  EHOSTDOWN: 'it does not answer. Check that it runs.',
  ECONNRESET:
    'it hung up in the middle. Its SSH server may be starting, overloaded, or refusing your address.',
  EPIPE: 'it hung up in the middle.',
  ETIMEDOUT: '',
}

function sayingFor(
  { address, port, via }: SshPlace,
  stage: Stage,
  error: Error,
  greeting: Greeting,
): Saying {
  const place = `${address.includes(':') ? `[${address}]` : address}:${port}`
  const at = via === null ? place : `${place} (seen from its jump host)`
  if (stage === 'greeting' && greeting.words !== '' && greeting.server === null) {
    const said = greeting.words.slice(0, 200)
    const detail = `${at} said "${said}" and hung up. If it bans those who connect too often, wait some minutes.`
    return { detail, why: hostReason('hung-up-saying', { place, said }) }
  }
  if (isTimeout(error)) {
    return { detail: `${at}: ${silence[stage]}`, why: hostReason(`silent-${stage}`, { place }) }
  }
  const detail = `${at}: ${codeWords[codeOf(error)] || `${plainWords(error.message, 300)}.`}`
  const reason = codeReasons[codeOf(error)]
  return reason === undefined ? { detail } : { detail, why: hostReason(reason, { place }) }
}

const silence: Readonly<Record<Stage, string>> = {
  dialling:
    'nothing answers. Check the address, that it runs, and the firewall of its cloud: its security list has to let in port 22 (Oracle: the ingress rules of the VCN).',
  greeting:
    'something takes the connection, but no SSH server speaks. Check the port, and that the machine is not overloaded.',
  agreeing:
    'its SSH server answers, then large packets get lost. That is what happens where the MTU is 9000 and ICMP is blocked: let in ICMP type 3 code 4, or set the MTU of the machine to 1500.',
  'logging-in':
    'its SSH server does not decide whether we may come in. It may be overloaded, or look up names in vain.',
}

const isTimeout = (error: Error) =>
  codeOf(error) === 'ETIMEDOUT' || ('level' in error && error.level === 'client-timeout')

const codeOf = (error: Error) => ('code' in error ? String(error.code) : '')

function disagreementOf(message: string, offer: ServerOffer | null): Saying | null {
  const missing = /no matching (.*)$/.exec(message)?.[1]
  if (missing === undefined) return null
  const kind = kinds.find(({ part }) => missing.includes(part))
  if (kind === undefined || offer === null) {
    return { detail: `they share no ${missing}.`, why: hostReason('no-common', { missing }) }
  }
  const [theirs, ours] = [kind.theirs(offer).join(', '), kind.ours().join(', ')]
  const { words, setting, why } = kind
  return {
    detail: `its ${words} are ${theirs}; one of these is needed: ${ours}. Allow one by "${setting}" in its sshd_config.`,
    why: hostReason(why, { theirs, ours, setting }),
  }
}

const kinds = [
  {
    part: 'key exchange',
    words: 'key exchanges',
    why: 'key-exchanges',
    theirs: (offer: ServerOffer) => offer.kex,
    ours: ourKeyExchanges,
    setting: 'KexAlgorithms',
  },
  {
    part: 'host key',
    words: 'host keys',
    why: 'host-keys',
    theirs: (offer: ServerOffer) => offer.hostKeys,
    ours: ourHostKeys,
    setting: 'HostKeyAlgorithms',
  },
  {
    part: 'cipher',
    words: 'ciphers',
    why: 'ciphers',
    theirs: (offer: ServerOffer) => offer.ciphers,
    ours: ourCiphers,
    setting: 'Ciphers',
  },
] as const
