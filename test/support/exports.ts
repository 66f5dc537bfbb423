import ts from 'typescript'

/** What a declaration made by these says of itself, or what its name says already. */
const SPEAKS_FOR_ITSELF = /^(operation|problem|entity|row|dueRow)$/

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)

const madeBy = (declaration: ts.VariableDeclaration): string => {
  const { initializer } = declaration
  return initializer && ts.isCallExpression(initializer) ? initializer.expression.getText() : ''
}

/** The names of exported functions, constants and classes of a source text that no sentence stands above. */
export const undocumentedExports = (file: string, text: string): string[] => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  return source.statements
    .filter(isExported)
    .filter((statement) => !text.slice(statement.getFullStart(), statement.getStart()).includes('/**'))
    .flatMap((statement) => {
      if (ts.isClassDeclaration(statement) || ts.isFunctionDeclaration(statement))
        return [statement.name?.text ?? 'default']
      if (!ts.isVariableStatement(statement)) return []
      return statement.declarationList.declarations
        .filter((declaration) => !SPEAKS_FOR_ITSELF.test(madeBy(declaration)))
        .map(({ name }) => name.getText())
    })
}
