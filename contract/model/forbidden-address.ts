const metadataNames = new Set(['metadata', 'metadata.google.internal', 'metadata.goog'])
/** Where clouds tell a machine its own secrets, beside the link-local 169.254.169.254. */
const metadataAddresses = new Set(['100.100.100.200', '192.0.0.192', 'fd00:ec2::254'])

/** Link-local addresses and the metadata services of clouds: nothing that the root node has to do with. */
export function isForbiddenAddress(hostname: string): boolean {
  const name = hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
  return (
    metadataNames.has(name) ||
    metadataAddresses.has(name) ||
    /^169\.254\./.test(name) ||
    /^(::ffff:|64:ff9b::)(169\.254\.|a9fe:)/.test(name) ||
    /^fe[89ab][0-9a-f]:/.test(name)
  )
}
