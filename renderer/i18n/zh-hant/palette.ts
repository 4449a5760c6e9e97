import type { enPalette } from '../en/palette.ts'
import type { Translated } from '../messages.ts'

export const zhHantPalette: Translated<typeof enPalette> = {
  palette: { title: '搜尋或執行' },
}
