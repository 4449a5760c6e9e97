import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { FaultError } from '#contract/fault'
import { hostReason } from '#contract/host-reason'
import { isForbiddenAddress } from '#contract/model/forbidden-address'
import { safeLookup } from '../../base/safe-lookup.ts'
import type { SshPlace } from './ssh-target.ts'

/** The way to a host's SSH server: dialled at once, or made by its jump host. It may still be connecting. */
export async function dial(place: SshPlace, signal: AbortSignal): Promise<Duplex> {
  const { host, address, port, via } = place
  if (isForbiddenAddress(address)) {
    const why = hostReason('forbidden-address', { address })
    throw new FaultError({ code: 'host.unreachable', host, detail: forbidden(address), why })
  }
  if (via === null) {
    // The lookup may take long, and connects to nothing meanwhile; the caller's time limit covers it.
    return connect({ host: address, port, noDelay: true, lookup: safeLookup })
  }
  try {
    return await via.forward(address, port, signal)
  } catch (error) {
    if (!(error instanceof FaultError)) throw error
    const detail = `its jump host did not get through. ${error.message}`
    const why = hostReason('jump-not-through', { said: error.message })
    throw new FaultError({ code: 'host.unreachable', host, detail, why }, { cause: error })
  }
}

const forbidden = (address: string) => `${address} is link-local or where a cloud keeps secrets`
