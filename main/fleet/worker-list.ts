import { FaultError } from '#contract/fault'
import { isForbiddenAddress } from '#contract/model/forbidden-address'
import { maskedAddresses } from '#contract/model/masked-address'
import { Secret } from '../base/secret.ts'

export interface WorkerAddress {
  readonly id: string
  /** Without user, password, query, trailing slash or trailing `/v1`. */
  readonly url: string
  /** The password part of the address: a plain server's key. */
  readonly key: Secret | null
}

/** Reads `WORKERS`: addresses separated by commas; `http://:KEY@host:port` carries a plain server's key. */
export function parseWorkerList(text: string): readonly WorkerAddress[] {
  const addresses = text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
    .map(part => parseWorkerAddress(part, 'WORKERS'))
  return [...new Map(addresses.map(address => [address.id, address])).values()]
}

/** Only http and https, and never a cloud machine's metadata service. */
export function parseWorkerAddress(text: string, settingName: string): WorkerAddress {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol) || isForbiddenAddress(url.hostname)) {
    throw new FaultError({
      code: 'setting.invalid',
      name: settingName,
      value: maskedAddresses(text),
      allowed: 'http:// or https:// addresses like http://10.0.0.5:3001',
    })
  }
  const path = url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '')
  return {
    id: (url.host + path).replace(/[^A-Za-z0-9.-]+/g, '-'),
    url: url.origin + path,
    key: url.password === '' ? null : new Secret(decodeURIComponent(url.password)),
  }
}
