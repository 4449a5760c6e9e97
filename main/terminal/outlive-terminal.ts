import process from 'node:process'

/** A terminal that is closed, or a pipe that nobody reads any more, is no reason to end: the logs go on. */
export function outliveTerminal(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}
