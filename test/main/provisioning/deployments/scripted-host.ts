import { FaultError } from '#contract/fault'
import type { Host } from '#contract/model/host'
import type { StepName } from '#contract/model/plan-step'
import type { Command, CommandResult } from '#main/provisioning/command'
import { command } from '#main/provisioning/command'
import type { HostLink, OutputLine } from '#main/provisioning/host-link'
import type { Step } from '#main/provisioning/step'
import { aHost } from '#test/fakes/a-host'
import { aTold } from '#test/fakes/a-told'

type Answer = Partial<Pick<CommandResult, 'exitCode' | 'stdout' | 'stderr'>>
type Deed = (signal: AbortSignal) => Answer | Promise<Answer>

/** A host that keeps what steps did to it over as many links as are opened, and breaks as it is told. */
export class ScriptedHost {
  readonly host: Host
  readonly done = new Set<string>()
  /** The words of all commands but those of lock and log. */
  readonly ran: string[] = []
  /** What is written into the log on the host, as `step outcome`. */
  readonly audit: string[] = []
  opened = 0
  holder: string | null = null
  readonly #deeds = new Map<string, Deed[]>()

  constructor(name: string, more: Partial<Host> = {}) {
    this.host = aHost(name, { auth: { kind: 'agent' }, ...more })
  }

  /** The next times that this is run, in turn; then it goes well again. */
  next(words: string, ...deeds: readonly Deed[]): this {
    this.#deeds.set(words, [...(this.#deeds.get(words) ?? []), ...deeds])
    return this
  }

  open(): HostLink {
    this.opened++
    let close = () => {}
    const closed = new Promise<void>(resolve => {
      close = resolve
    })
    const run = (sent: Command, signal: AbortSignal, hear?: (line: OutputLine) => void) =>
      this.#run(sent, signal, hear)
    return {
      hostId: this.host.id,
      run,
      feed: (sent, input, signal) => {
        input.resume()
        return run(sent, signal)
      },
      forward: () => Promise.reject(new Error('nothing listens here')),
      roundTripMs: async () => 1,
      closed,
      close,
    }
  }

  async #run(
    { words, script }: Command,
    signal: AbortSignal,
    hear: (line: OutputLine) => void = () => {},
  ): Promise<CommandResult> {
    signal.throwIfAborted()
    const deed = this.#deeds.get(words)?.shift()
    if (!this.#isOwn(words)) this.ran.push(words)
    const told = deed ? await deed(signal) : this.#usual(words, script)
    const answer = { exitCode: 0, stdout: '', stderr: '', ...told }
    for (const from of ['stdout', 'stderr'] as const) {
      for (const text of answer[from].split('\n').filter(Boolean)) hear({ from, text })
    }
    return { ...answer, signal: null, durationMs: 1 }
  }

  #isOwn(words: string): boolean {
    return /lock on the host|log of changes/.test(words)
  }

  #usual(words: string, script: string): Answer {
    const word = (name: string) => new RegExp(`^${name}='(.*)'$`, 'm').exec(script)?.[1] ?? ''
    if (words.startsWith('Takes the lock')) {
      this.holder = word('deployment')
      return { stdout: 'taken\n300\n\n\n' }
    }
    if (words.startsWith('Gives back') || words.startsWith('Breaks')) {
      const was = this.holder
      this.holder = null
      return { stdout: was === null ? 'free\n' : `broken\n0\nme@home\n${was}\n` }
    }
    const note = /(?:step=(\S+) )?outcome=(\w+)/.exec(script)
    if (words.startsWith('Writes') && note) this.audit.push(`${note[1] ?? '-'} ${note[2]}`)
    const [deed = '', step = ''] = words.split(' ')
    if (deed === 'do') this.done.add(step)
    if (deed === 'undo') this.done.delete(step)
    return {}
  }
}

/** A step whose `check`, `do`, `undo` and `verify` are commands of these names. */
export function scriptedStep({ done }: ScriptedHost, name: string, more: Partial<Step> = {}): Step {
  const say = (deed: string) => command(`${deed} ${name}`, `echo ${deed} ${name}`)
  return {
    name: name as StepName, // sound: only its being once in a plan matters here
    words: `Makes ${name}.`,
    commands: [say('do')],
    async check(site, signal) {
      await site.run(say('check'), signal)
      return { isDone: done.has(name), ...aTold(`${name} is there`) }
    },
    async apply(site, signal) {
      await site.run(say('do'), signal)
      return aTold(`made ${name}`)
    },
    async verify(site, signal) {
      await site.run(say('verify'), signal)
    },
    async undo(site, signal) {
      await site.run(say('undo'), signal)
    },
    ...more,
  }
}

export const lost = (host: string) => (): never => {
  throw new FaultError({ code: 'host.cut', host, detail: 'the cable' })
}

/** Runs until it is broken off. */
export const endless = (signal: AbortSignal): Promise<Answer> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
