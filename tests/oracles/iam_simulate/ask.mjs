// JSON lines of simulations on stdin → JSON lines of answers on stdout, in the same order.
// The first argument is the folder that holds node_modules.
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

const { runSimulation } = createRequire(`${process.argv[2]}/`)('@cloud-copilot/iam-simulate')

async function answer(simulation) {
  const response = await runSimulation(simulation, {})
  if (response.resultType !== 'single') {
    return { refused: response.errors ?? response.resultType }
  }
  return { result: response.overallResult, ignoredKeys: response.result.ignoredContextKeys ?? [] }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`)
}
