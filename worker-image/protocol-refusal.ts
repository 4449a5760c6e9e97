import { type ProtocolRange, protocolGap, spokenProtocol } from '#contract/wire/protocol'
import { refusedHeader } from '#contract/wire/signature'
import { WireFault } from './wire-fault.ts'

/** What a root node hears whose protocol is too far from ours; null when both understand each other. */
export function protocolRefusal(root: ProtocolRange): WireFault | null {
  const gap = protocolGap(root, spokenProtocol)
  if (!gap) return null
  const { older, speaks, needed } = gap
  const message =
    older === 'root'
      ? `The root node speaks protocol ${speaks}, this worker needs ${needed} or newer: update the root node.`
      : `This worker speaks protocol ${speaks}, the root node needs ${needed} or newer: update the worker.`
  return new WireFault({
    status: 409,
    message,
    code: 'protocol_differs',
    headers: { [refusedHeader]: 'protocol' },
  })
}
