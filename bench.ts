import { benchmarks, runSide } from "@/bench/benchmarks";

// `npm run bench -- list | NAME [--n N] --json`. The last line is one JSON object. See scripts/bench.mjs, which makes the database.
const [command = "list", ...rest] = process.argv.slice(2);
const flag = (name: string) => {
  const at = rest.indexOf(`--${name}`);
  return at >= 0 ? rest[at + 1] : undefined;
};

if (command === "side") process.exitCode = await runSide(rest);
else if (command === "list") {
  for (const { name, about } of benchmarks) console.log(`${name.padEnd(8)} ${about}`);
  console.log(JSON.stringify(benchmarks.map(({ name, about, standard }) => ({ name, about, n: standard }))));
} else {
  const found = benchmarks.find(({ name }) => name === command);
  if (!found) {
    console.error(`There is no benchmark ${command}. See: npm run bench -- list`);
    process.exitCode = 2;
  } else console.log(JSON.stringify(await found.run(Number(flag("n") ?? found.standard), Number(flag("runs") ?? 3))));
}
process.exit();
