import { FaultError } from '#contract/fault'
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
    return new FaultError({ code, host: place.host, detail: disagreement }, { cause: error })
  }
  const detail = wordsFor(place, stage, error, greeting)
  return new FaultError({ code: 'host.unreachable', host: place.host, detail }, { cause: error })
}

/** Whether it may be gone at the next try. A host that hung up with a word is left alone. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof FaultError) || error.fault.code !== 'host.unreachable') return false
  const { cause } = error
  // Behind a jump host only that one knows why, in words.
  if (cause instanceof FaultError) return cause.fault.code === 'host.unreachable'
  return cause instanceof Error && (Object.hasOwn(codeWords, codeOf(cause)) || isTimeout(cause))
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

function wordsFor(
  { address, port, via }: SshPlace,
  stage: Stage,
  error: Error,
  greeting: Greeting,
) {
  const place = `${address.includes(':') ? `[${address}]` : address}:${port}`
  const at = via === null ? place : `${place} (seen from its jump host)`
  if (stage === 'greeting' && greeting.words !== '' && greeting.server === null) {
    return `${at} said "${greeting.words.slice(0, 200)}" and hung up. If it bans those who connect too often, wait some minutes.`
  }
  if (isTimeout(error)) return `${at}: ${silence[stage]}`
  return `${at}: ${codeWords[codeOf(error)] || `${plainWords(error.message, 300)}.`}`
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

function disagreementOf(message: string, offer: ServerOffer | null): string | null {
  const missing = /no matching (.*)$/.exec(message)?.[1]
  if (missing === undefined) return null
  const kind = kinds.find(({ part }) => missing.includes(part))
  if (kind === undefined || offer === null) return `they share no ${missing}.`
  const [theirs, ours] = [kind.theirs(offer).join(', '), kind.ours().join(', ')]
  return `its ${kind.words} are ${theirs}; one of these is needed: ${ours}. Allow one by "${kind.setting}" in its sshd_config.`
}

const kinds = [
  {
    part: 'key exchange',
    words: 'key exchanges',
    theirs: (offer: ServerOffer) => offer.kex,
    ours: ourKeyExchanges,
    setting: 'KexAlgorithms',
  },
  {
    part: 'host key',
    words: 'host keys',
    theirs: (offer: ServerOffer) => offer.hostKeys,
    ours: ourHostKeys,
    setting: 'HostKeyAlgorithms',
  },
  {
    part: 'cipher',
    words: 'ciphers',
    theirs: (offer: ServerOffer) => offer.ciphers,
    ours: ourCiphers,
    setting: 'Ciphers',
  },
]
