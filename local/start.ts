import './compile-cache.ts'

// A module that is named here is compiled after the line above has run; one of an import statement would be compiled before.
await import('./npm-start.ts')
