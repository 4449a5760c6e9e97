import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import { type Bridge, channels } from '#contract/ipc/bridge'
import type { NumberedChange } from '#contract/ipc/changes'

const bridge: Bridge = {
  request: (name, input) => ipcRenderer.invoke(channels.request, name, input),
  onChange(listener) {
    const forward = (_event: IpcRendererEvent, change: NumberedChange) => listener(change)
    ipcRenderer.on(channels.change, forward)
    return () => {
      ipcRenderer.removeListener(channels.change, forward)
    }
  },
  language: navigator.language,
}

contextBridge.exposeInMainWorld('banyan', bridge)
