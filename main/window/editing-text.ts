import type { Language } from '#contract/model/language'

export interface EditingText {
  readonly undo: string
  readonly redo: string
  readonly cut: string
  readonly copy: string
  readonly paste: string
  readonly selectAll: string
  readonly edit: string
  readonly view: string
  readonly window: string
  readonly actualSize: string
  readonly zoomIn: string
  readonly zoomOut: string
}

export const editingTexts: Readonly<Record<Language, EditingText>> = {
  en: {
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    actualSize: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
  },
  'zh-Hans': {
    undo: '撤销',
    redo: '重做',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    edit: '编辑',
    view: '显示',
    window: '窗口',
    actualSize: '实际大小',
    zoomIn: '放大',
    zoomOut: '缩小',
  },
  'zh-Hant': {
    undo: '復原',
    redo: '重做',
    cut: '剪下',
    copy: '拷貝',
    paste: '貼上',
    selectAll: '全選',
    edit: '編輯',
    view: '顯示方式',
    window: '視窗',
    actualSize: '實際大小',
    zoomIn: '放大',
    zoomOut: '縮小',
  },
}
