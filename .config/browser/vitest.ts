import { defineConfig } from 'vitest/config';

/** Needs a Chromium, so it is no part of `test`: a newcomer may have none. */
export default defineConfig({
  test: {
    include: ['.config/browser/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
