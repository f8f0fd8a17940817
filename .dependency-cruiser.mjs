/** Refuses import cycles of any length, which ESLint cannot see. Type imports count. */
export default {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Files in an import cycle cannot be read one at a time: move the shared code into a file below both.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js'] },
  },
}
