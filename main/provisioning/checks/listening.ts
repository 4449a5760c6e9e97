import { command } from '../command.ts'

/** Of every socket that listens, as the kernel writes it. */
export const sockets = command(
  'Lists the sockets that listen',
  `cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '$4 == "0A" { print $2 }'`,
)

const loopback4 = /^[0-9A-F]{6}7F$/
const loopback6 = new Set([
  '00000000000000000000000001000000',
  // An IPv4 loopback address within IPv6.
  '0000000000000000FFFF00000100007F',
])

/** Where something listens on a port: the host's own loopback, or elsewhere. */
export function listensOn(text: string, port: number): readonly ('loopback' | 'elsewhere')[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0')
  return text.split('\n').flatMap(line => {
    const [address = '', found] = line.trim().split(':')
    if (found !== wanted) return []
    return loopback4.test(address) || loopback6.has(address) ? ['loopback'] : ['elsewhere']
  })
}
