import { svelte } from '@sveltejs/vite-plugin-svelte';
import { loadEnv } from 'vite';
import { compress } from './compress.ts';
import { defineConfig } from 'vitest/config';

// For development against a running service: COORDINATOR_URL=http://127.0.0.1:8000 npm run dev
const service = loadEnv('', '.', 'COORDINATOR_')['COORDINATOR_URL'] ?? 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [svelte(), compress('../static')],
  build: {
    outDir: '../static',
    emptyOutDir: true,
    target: 'es2022',
    // Inlined assets would need data: in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { index: 'index.html', worker: 'src/offline/worker.ts' },
      // The worker's address must stay the same for it to be replaced by a newer one.
      output: { entryFileNames: ({ name }) => (name === 'worker' ? 'worker.js' : 'assets/[name]-[hash].js') },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: service, ws: true } },
  },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
});
