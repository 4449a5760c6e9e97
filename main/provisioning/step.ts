import type { Readable } from 'node:stream'
import type { Facts } from '#contract/host-reason'
import type { Host } from '#contract/model/host'
import type { StepName } from '#contract/model/plan-step'
import type { Command, CommandResult } from './command.ts'
import type { HostLink } from './host-link.ts'
import type { StepState, Told } from './told.ts'

/** Where a step is at work. What runs through it is in the log of the deployment. */
export interface Site {
  readonly host: Host
  /** Opened when it is asked for first; a plan for Coolify never does. */
  link(signal: AbortSignal): Promise<HostLink>
  /** Rejects with `host.step-failed` unless it ends with 0. */
  run(command: Command, signal: AbortSignal): Promise<CommandResult>
  /** Whatever it ends with. */
  ask(command: Command, signal: AbortSignal): Promise<CommandResult>
  /** Standard input for what is secret or large; nothing of it is logged. Rejects as `run` does. */
  feed(command: Command, input: Readable, signal: AbortSignal): Promise<CommandResult>
  /** Bytes, for whoever watches. */
  progress(done: number, total: number): void
  /** One line in the log of the deployment. */
  say(text: string): void
}

/** One part of a plan. It can be run again after any failure: it looks before it acts. */
export interface Step {
  /** Once in a plan. */
  readonly name: StepName
  /** What it does, in a sentence. */
  readonly words: string
  /** What else the words tell than the name, for whoever says them in another language. */
  readonly facts?: Facts
  /** What it may run, for whoever reads the plan before. */
  readonly commands: readonly Command[]
  /** False where what serves goes on serving meanwhile; before any other, its requests are led away. */
  readonly interrupts?: boolean
  check(site: Site, signal: AbortSignal): Promise<StepState>
  /** Resolves with what it came to. */
  apply(site: Site, signal: AbortSignal): Promise<Told>
  /** Rejects when it did not come to what it should. */
  verify(site: Site, signal: AbortSignal): Promise<void>
  /** How long putting back may take, where the usual two minutes are too short. */
  readonly undoWithinMs?: number
  /** Puts back what was before; null where there is nothing to put back. */
  readonly undo: ((site: Site, signal: AbortSignal) => Promise<void>) | null
}
