import { join } from 'node:path'
import { defineConfig } from 'vite'

/** Builds the console into the folder that its stack uploads; every file name but that of the page changes with its contents. */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  build: {
    outDir: join(import.meta.dirname, '..', '.build', 'console'),
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What most pages share comes with the first, and not as many small files with each.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'kit', test: /\/console\/(api|kit)\// }] } },
    },
  },
})
