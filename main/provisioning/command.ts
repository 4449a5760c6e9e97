import { type HostReason, hostReason } from '#contract/host-reason'

/**
 * What is run on a host, as data: it can be read before it is run, and runs nothing by itself. No
 * secret may stand in it; secrets go through standard input.
 */
export interface Command {
  /** What it does, in a sentence, for the plan and the log. */
  readonly words: string
  /** POSIX sh, read by the shell from standard input, under `set -eu` and `LC_ALL=C`. */
  readonly script: string
  readonly asRoot: boolean
  /** Given up after so many milliseconds. */
  readonly withinMs: number
  /** What it prints is heard line by line and not kept, so that it may go on for as long as it likes. */
  readonly isEndless?: boolean
}

export interface CommandResult {
  /** Null where a signal ended it. */
  readonly exitCode: number | null
  readonly signal: string | null
  /** Without what a login shell printed before it. */
  readonly stdout: string
  readonly stderr: string
  readonly durationMs: number
}

const usualMs = 60_000

export function command(
  words: string,
  script: string,
  { asRoot = false, withinMs = usualMs }: Partial<Pick<Command, 'asRoot' | 'withinMs'>> = {},
): Command {
  return { words, script, asRoot, withinMs }
}

export function rootCommand(words: string, script: string, withinMs: number = usualMs): Command {
  return { words, script, asRoot: true, withinMs }
}

/** As one word of sh, whatever is in it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** How it ended, where that was not well. */
export function endOf({
  exitCode,
  signal,
}: Pick<CommandResult, 'exitCode' | 'signal'>): HostReason {
  return exitCode === null
    ? hostReason('killed', { signal: signal ?? '?' })
    : hostReason('exit', { code: exitCode })
}
