import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { Host } from '#contract/model/host'
import { type Command, type CommandResult, endOf } from '#main/provisioning/command'
import type { Site } from '#main/provisioning/step'
import { stepFailed } from '#main/provisioning/steps/step-failed'
import { aHost } from './a-host.ts'

export const never = new AbortController().signal

/** What a host answers to a command: its output, or how it fails. */
export type ScriptedAnswer = string | { readonly exitCode: number; readonly stderr: string }

export class ScriptedSite implements Site {
  readonly host: Host
  /** The words of what was run. */
  readonly ran: string[] = []
  readonly fed: string[] = []
  readonly said: string[] = []
  readonly #answers: (command: Command) => ScriptedAnswer

  constructor(answers: (command: Command) => ScriptedAnswer, host: Host = aHost) {
    this.#answers = answers
    this.host = host
  }

  link(): Promise<never> {
    return Promise.reject(new Error('there is no link here'))
  }

  async ask(command: Command): Promise<CommandResult> {
    this.ran.push(command.words)
    const answer = this.#answers(command)
    const { exitCode, stderr } = typeof answer === 'string' ? { exitCode: 0, stderr: '' } : answer
    const stdout = typeof answer === 'string' ? answer : ''
    return { exitCode, signal: null, stdout, stderr, durationMs: 1 }
  }

  async run(command: Command): Promise<CommandResult> {
    const result = await this.ask(command)
    if (result.exitCode === 0) return result
    throw stepFailed(this, command.words, result.stderr, endOf(result))
  }

  async feed(command: Command, input: Readable): Promise<CommandResult> {
    this.fed.push(await text(input))
    return this.ask(command)
  }

  progress(): void {}

  say(line: string): void {
    this.said.push(line)
  }
}
