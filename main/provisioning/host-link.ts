import type { Duplex, Readable } from 'node:stream'
import type { HostId } from '#contract/ids'
import type { Command, CommandResult } from './command.ts'

export interface OutputLine {
  readonly from: 'stdout' | 'stderr'
  readonly text: string
}

/** One open connection to one host, pinned and logged in. Whatever is lost on the way rejects with `host.cut`. */
export interface HostLink {
  readonly hostId: HostId
  /** Resolves whatever the exit code is; rejects when the command could not be run to its end. */
  run(
    command: Command,
    signal: AbortSignal,
    hear?: (line: OutputLine) => void,
  ): Promise<CommandResult>
  /** The same with bytes for the command's standard input: `input` follows the script, and is what `cat` reads. */
  feed(command: Command, input: Readable, signal: AbortSignal): Promise<CommandResult>
  /** A connection from the host to a port there. */
  forward(address: string, port: number, signal: AbortSignal): Promise<Duplex>
  /** Milliseconds, measured on this connection. */
  roundTripMs(signal: AbortSignal): Promise<number>
  /** Resolves when it is lost or closed. */
  readonly closed: Promise<void>
  close(): void
}

/** Opens a link to a host of the book: finds its key, its way and its secrets. */
export interface HostLinks {
  /** FaultError when it is not trusted, not reached, or refuses. */
  open(hostId: HostId, signal: AbortSignal): Promise<HostLink>
}
