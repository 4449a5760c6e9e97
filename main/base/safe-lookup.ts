import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import { isForbiddenAddress } from '#contract/model/forbidden-address'

/** A name may stand for an address that could not have been given as one. */
export function safeLookup(
  hostname: string,
  options: LookupOptions,
  done: (error: Error | null, addresses: LookupAddress[] | string, family?: number) => void,
): void {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const [first] = found ?? []
    if (error || !first) done(error ?? new Error(`${hostname} has no address`), [])
    else if (found.some(({ address }) => isForbiddenAddress(address))) {
      done(new Error(`${hostname} stands for a link-local or metadata address`), [])
    } else if (options.all) done(null, found)
    else done(null, first.address, first.family)
  })
}
