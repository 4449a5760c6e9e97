import type { enPalette } from '../en/palette.ts'
import type { Translated } from '../messages.ts'

export const zhHansPalette: Translated<typeof enPalette> = {
  palette: { title: '搜索或执行' },
}
