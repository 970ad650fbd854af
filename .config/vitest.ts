import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      '{packages,examples,conformance,.config/{standard,compatibility,walkthrough}}/**/test/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**', '**/golden/**'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // CI reads the report; a person reads the summary.
    reporters: process.env.ORF_TEST_REPORT ? ['default', 'json'] : ['default'],
    ...(process.env.ORF_TEST_REPORT && { outputFile: { json: process.env.ORF_TEST_REPORT } }),
  },
});
