const linkLocal =
  /^169\.254\.|^fe[89ab][\da-f]:|^(::ffff:|64:ff9b::)(a9fe:|169\.254\.)|^fd00:ec2::254$|^metadata\.(google\.internal|goog)$/

/** Whether an address, as in a URL or as looked up, is one at which a cloud tells its machines their secrets. */
export function isLinkLocal(host: string): boolean {
  return linkLocal.test(host.toLowerCase().replace(/^\[|\]$|\.$/g, ''))
}
