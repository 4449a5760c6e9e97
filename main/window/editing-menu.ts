import type { MenuItemConstructorOptions } from 'electron'
import type { EditingText } from './editing-text.ts'

/** What was clicked on, as Chromium tells it. */
export interface Clicked {
  readonly isEditable: boolean
  readonly selectionText: string
  readonly editFlags: Readonly<
    Record<'canUndo' | 'canRedo' | 'canCut' | 'canCopy' | 'canPaste' | 'canSelectAll', boolean>
  >
}

/** What can be done with the text there; empty where there is none. */
export function editingMenu(clicked: Clicked, text: EditingText): MenuItemConstructorOptions[] {
  const { isEditable, editFlags: can, selectionText } = clicked
  const copy = { role: 'copy', label: text.copy, enabled: can.canCopy } as const
  if (!isEditable) return selectionText.trim() === '' ? [] : [copy]
  return [
    { role: 'undo', label: text.undo, enabled: can.canUndo },
    { role: 'redo', label: text.redo, enabled: can.canRedo },
    { type: 'separator' },
    { role: 'cut', label: text.cut, enabled: can.canCut },
    copy,
    { role: 'paste', label: text.paste, enabled: can.canPaste },
    { type: 'separator' },
    { role: 'selectAll', label: text.selectAll, enabled: can.canSelectAll },
  ]
}

/** macOS takes the keys of every app from its menu; elsewhere the window has none. */
export function appMenu(text: EditingText): MenuItemConstructorOptions[] {
  return [
    { role: 'appMenu' },
    {
      label: text.edit,
      submenu: [
        { role: 'undo', label: text.undo },
        { role: 'redo', label: text.redo },
        { type: 'separator' },
        { role: 'cut', label: text.cut },
        { role: 'copy', label: text.copy },
        { role: 'paste', label: text.paste },
        { role: 'selectAll', label: text.selectAll },
      ],
    },
    {
      label: text.view,
      submenu: [
        { role: 'resetZoom', label: text.actualSize },
        { role: 'zoomIn', label: text.zoomIn },
        { role: 'zoomOut', label: text.zoomOut },
      ],
    },
    { role: 'windowMenu', label: text.window },
  ]
}
