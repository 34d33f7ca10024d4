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
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: service, ws: true } },
  },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
});
