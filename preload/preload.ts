import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import { type Bridge, channels } from '#contract/ipc/bridge'
import type { Changes } from '#contract/ipc/changes'

const bridge: Bridge = {
  request: (name, input) => ipcRenderer.invoke(channels.request, name, input),
  onChanges(listener) {
    const forward = (_event: IpcRendererEvent, changes: Changes) => listener(changes)
    ipcRenderer.on(channels.changes, forward)
    return () => {
      ipcRenderer.removeListener(channels.changes, forward)
    }
  },
  language: navigator.language,
}

contextBridge.exposeInMainWorld('banyan', bridge)
