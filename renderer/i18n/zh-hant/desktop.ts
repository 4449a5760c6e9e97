import type { enDesktop } from '../en/desktop.ts'
import type { Translated } from '../messages.ts'

export const zhHantDesktop: Translated<typeof enDesktop> = {
  desktop: { title: '桌面' },
}
