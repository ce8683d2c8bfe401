/** The `batch_operations` language: `parseScript` -> `compileScript` -> `scriptProgram` -> `finishScript`. */
export type { Entry, OperationName, ParsedScript, Statement, Value } from './ast.ts';
export { bindVariables } from './bind-variables.ts';
export { compileScript } from './compile.ts';
export { maxOperations } from './operations.ts';
export { parseScript } from './parse.ts';
export {
  finishScript,
  type LateChange,
  type PlannedOp,
  type ScriptImage,
  type ScriptPlan,
  scriptProgram,
  statementOfOp,
  type TrimRequest,
} from './plan.ts';
export { ScriptError } from './script-error.ts';
