import { expect, test } from 'vitest'
import { editingMenu } from '#main/window/editing-menu'
import { editingTexts } from '#main/window/editing-text'

const can = {
  ...{ canUndo: true, canRedo: false, canCut: true, canCopy: true },
  ...{ canPaste: true, canSelectAll: true },
}
const labels = (isEditable: boolean, selectionText: string, language: 'en' | 'zh-Hant' = 'en') =>
  editingMenu({ isEditable, selectionText, editFlags: can }, editingTexts[language])
    .filter(({ enabled }) => enabled)
    .map(({ label }) => label)

test('text that is entered can be edited, text that is shown can be copied', () => {
  expect([labels(true, ''), labels(false, 'abc', 'zh-Hant'), labels(false, ' ')]).toEqual([
    ['Undo', 'Cut', 'Copy', 'Paste', 'Select all'],
    ['拷貝'],
    [],
  ])
})
