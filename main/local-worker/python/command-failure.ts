import { StepFailure } from '../step-failure.ts'
import type { Command, CommandEnd } from './run-command.ts'

const noSpace = /no space left on device|ENOSPC|Errno 28|not enough space on the disk/i
const noNetwork =
  /NewConnectionError|Failed to establish a new connection|Temporary failure in name resolution|Name or service not known|CondaHTTPError|getaddrinfo failed|Network is unreachable|Connection refused|ReadTimeoutError|ConnectTimeoutError|ProxyError/i

/** What went wrong with a command and what to do; null when all went well. */
export function commandFailure(
  what: string,
  { program, withinMs }: Command,
  end: CommandEnd,
): StepFailure | null {
  if (end.kind === 'ended' && end.exitCode === 0) return null
  if (end.kind === 'too-slow') {
    return new StepFailure(`${what} took longer than ${withinMs / 1_000} s and was ended.`)
  }
  if (end.kind === 'not-started') {
    return new StepFailure(`${what}: ${program} could not be started: ${end.detail}`)
  }
  const { output, exitCode } = end
  if (noSpace.test(output)) {
    return new StepFailure(`${what}: the disk is full. Free some space and try again.`)
  }
  const lastLine = output.trim().split('\n').at(-1) ?? ''
  if (noNetwork.test(output)) {
    return new StepFailure(
      `${what}: the packages could not be fetched. Check the network and try again. (${lastLine})`,
    )
  }
  return new StepFailure(`${what} ended with code ${exitCode ?? 'none'}: ${lastLine}`)
}
