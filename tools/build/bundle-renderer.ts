import path from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { inProject } from '../project.ts'

/** Nothing inline and nothing remote: the window's policy allows scripts, styles and fonts of its own files only. */
export async function bundleRenderer(outDir: string): Promise<void> {
  await build({
    configFile: false,
    envDir: false,
    root: inProject('renderer'),
    base: './',
    plugins: [react()],
    resolve: {
      alias: {
        // The one for browsers lets the page parse styles in HTML, which the window's policy refuses.
        'hast-util-from-html-isomorphic': inProject(
          'node_modules/hast-util-from-html-isomorphic/index.js',
        ),
      },
    },
    logLevel: 'warn',
    build: {
      outDir: path.join(outDir, 'renderer'),
      emptyOutDir: true,
      target: 'chrome130',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      sourcemap: true,
      chunkSizeWarningLimit: 2000,
    },
  })
}
