import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { homedir } from 'node:os'
import path from 'node:path'
import type { AnyAuthMethod, AuthenticationType } from 'ssh2'
import { FaultError } from '#contract/fault'
import { type HostReason, hostReason } from '#contract/host-reason'
import { Secret } from '../../base/secret.ts'
import { agentKeys } from './agent-keys.ts'
import { fingerprintOf } from './host-key.ts'
import { OpenedKeys } from './opened-keys.ts'
import type { SshLogin, SshTarget } from './ssh-target.ts'

/** The one try to log in that a connection makes. */
export interface Credentials {
  /** What is shown to the host, in words. */
  readonly tried: readonly string[]
  /** What to do next, by what the host takes, which is null at first; false: give up. */
  next(offered: readonly AuthenticationType[] | null): AnyAuthMethod | false
}

type KeyLogin = Extract<SshLogin, { readonly kind: 'private-key' | 'private-key-file' }>

/** Made before a connection is, so that a key that cannot be used costs the host nothing. */
export async function credentialsOf(
  target: SshTarget,
  keys: OpenedKeys = new OpenedKeys(),
): Promise<Credentials> {
  const { login, user } = target
  switch (login.kind) {
    case 'private-key':
    case 'private-key-file': {
      const key = keys.read(target.host, await keyText(login), login.passphrase)
      const name = `${key.type} key ${fingerprintOf(key.getPublicSSH())}`
      return once([name], { type: 'publickey', username: user, key })
    }
    case 'agent': {
      const about = [target.host, target.address]
      const { agent, names } = await agentKeys(login.socket, about)
      return askedFirst(user, offered =>
        offered.includes('publickey')
          ? { tried: names, method: { type: 'agent', username: user, agent } }
          : { tried: ['no key of the agent, as it takes none'], method: false },
      )
    }
    case 'password':
      return askedFirst(user, offered => passwordBy(offered, user, login.password))
  }
}

const once = (tried: readonly string[], method: AnyAuthMethod): Credentials => ({
  tried,
  next: offered => (offered === null ? method : false),
})

interface Choice {
  readonly tried: readonly string[]
  readonly method: AnyAuthMethod | false
}

/** Asks what the host takes, by an empty try that does not count, and then makes the one that does. */
function askedFirst(
  username: string,
  choose: (offered: readonly AuthenticationType[]) => Choice,
): Credentials {
  let choice: Choice | null = null
  return {
    get tried() {
      return choice?.tried ?? []
    },
    next(offered) {
      if (offered === null) return { type: 'none', username }
      if (choice !== null) return false
      choice = choose(offered)
      return choice.method
    },
  }
}

function passwordBy(
  offered: readonly AuthenticationType[],
  username: string,
  password: Secret,
): Choice {
  if (offered.includes('password')) {
    const method = { type: 'password', username, password: password.reveal() } as const
    return { tried: ['password'], method }
  }
  if (offered.includes('keyboard-interactive')) {
    const prompt = answerOnce(password)
    const method = { type: 'keyboard-interactive', username, prompt } as const
    return { tried: ['keyboard-interactive'], method }
  }
  return { tried: ['no password, as it takes none'], method: false }
}

/** Answers one hidden question. Whoever asks for more, such as a code, gets nothing. */
function answerOnce(password: Secret) {
  let isAnswered = false
  return (
    _name: string,
    _instructions: string,
    _language: string,
    prompts: readonly { readonly prompt: string; readonly echo?: boolean }[],
    finish: (answers: string[]) => void,
  ) => {
    const isPassword = !isAnswered && prompts.length === 1 && prompts[0]?.echo !== true
    isAnswered = true
    finish(prompts.map(() => (isPassword ? password.reveal() : '')))
  }
}

const mostKeyBytes = 64 * 1024

async function keyText(login: KeyLogin): Promise<Secret> {
  if (login.kind === 'private-key') return login.key
  const file = login.path.replace(/^~(?=[/\\])/, homedir())
  if (!path.isAbsolute(file)) {
    const detail = `"${login.path}" has to be given from the top, or from ~.`
    throw unreadable(detail, hostReason('not-from-the-top', { path: login.path }))
  }
  try {
    return await smallFile(file, login.path)
  } catch (error) {
    if (error instanceof FaultError) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    throw unreadable(
      `${login.path} cannot be read (${fileWords[code] ?? code}).`,
      hostReason(fileReasons[code] ?? 'not-readable', { path: login.path, said: code }),
    )
  }
}

/** No more of it than a key has: a list of hosts may name any file, such as a device that never ends. */
async function smallFile(path: string, shown: string): Promise<Secret> {
  // A pipe that nobody writes to would be waited for.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const about = await file.stat()
    const why = (code: 'folder' | 'no-file' | 'too-large') => hostReason(code, { path: shown })
    if (about.isDirectory()) {
      throw unreadable(`${shown} cannot be read (it is a folder).`, why('folder'))
    }
    if (!about.isFile()) throw unreadable(`${shown} is no file.`, why('no-file'))
    const { buffer, bytesRead } = await file.read(Buffer.alloc(mostKeyBytes + 1))
    if (bytesRead > mostKeyBytes) {
      throw unreadable(`${shown} is too large for a key.`, why('too-large'))
    }
    return new Secret(buffer.toString('utf8', 0, bytesRead))
  } finally {
    await file.close()
  }
}

const fileWords: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read by the user who runs Banyan',
  EISDIR: 'it is a folder',
}

const fileReasons: Readonly<Record<string, 'no-such-file' | 'not-allowed' | 'folder'>> = {
  ENOENT: 'no-such-file',
  EACCES: 'not-allowed',
  EISDIR: 'folder',
}

const unreadable = (detail: string, why: HostReason) =>
  new FaultError({ code: 'host.key-unreadable', detail, why })
