import type { enHosts } from '../en/hosts.ts'
import type { Translated } from '../messages.ts'

export const zhHantHosts: Translated<typeof enHosts> = {
  hosts: { title: '主機' },
}
