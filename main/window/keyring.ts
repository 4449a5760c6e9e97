import { safeStorage } from 'electron'

interface Keyring {
  readonly name: 'safe-storage'
  seal(text: string): Promise<Buffer>
  open(sealed: Buffer): Promise<string>
}

/** The system's keyring; null where there is none, or only the one that protects nothing (`basic_text`). */
export async function openKeyring(): Promise<Keyring | null> {
  const hasAsync = 'encryptStringAsync' in safeStorage
  const isAvailable = hasAsync
    ? await safeStorage.isAsyncEncryptionAvailable()
    : safeStorageBefore45.isEncryptionAvailable()
  if (!isAvailable) return null
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') {
    return null
  }
  return {
    name: 'safe-storage',
    seal: async text =>
      hasAsync ? safeStorage.encryptStringAsync(text) : safeStorageBefore45.encryptString(text),
    open: async sealed =>
      hasAsync
        ? (await safeStorage.decryptStringAsync(sealed)).result
        : safeStorageBefore45.decryptString(sealed),
  }
}

/** What the Electron that we fall back to has instead of the promises. */
const safeStorageBefore45 = safeStorage
