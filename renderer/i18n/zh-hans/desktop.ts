import type { enDesktop } from '../en/desktop.ts'
import type { Translated } from '../messages.ts'

export const zhHansDesktop: Translated<typeof enDesktop> = {
  desktop: { title: '桌面' },
}
