/** An address that can be dialled: what is bound to every interface is reached on loopback. */
export function addressHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
