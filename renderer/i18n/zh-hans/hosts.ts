import type { enHosts } from '../en/hosts.ts'
import type { Translated } from '../messages.ts'

export const zhHansHosts: Translated<typeof enHosts> = {
  hosts: { title: '主机' },
}
