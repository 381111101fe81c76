// Imports a public OpenAPI document; the spec has no errors, a second import changes nothing, and the client compiles.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const workspace = process.argv[2];
const folder = mkdtempSync(join(tmpdir(), 'import-'));
const spec = join(folder, 'spec');
const client = join(folder, 'client');
const run = (program, ...given) => execFileSync(program, given, { cwd: workspace, encoding: 'utf8' });
const xtask = (...given) => run(process.env.XTASK, ...given);
const require = createRequire(import.meta.url);
const document = join(dirname(require.resolve('@blockfrost/openapi/package.json')), 'openapi.yaml');

try {
    const report = join(folder, 'report.json');
    xtask('import', document, '--spec', spec, '--report', report);
    const { operations, typed_operations: typed, rows } = JSON.parse(readFileSync(report, 'utf8'));
    if (operations !== 129) throw new Error(`${operations} operations instead of 129`);
    if (typed < 120) throw new Error(`only ${typed} of ${operations} operations are typed throughout`);
    if (rows.some((row) => !row.kind || !row.instead)) throw new Error('a row without a kind');
    xtask('check', '--spec', spec);
    xtask('fmt', '--check', '--spec', spec);
    xtask('import', document, '--diff', '--spec', spec);
    const list = join(spec, 'import.json');
    const { mtimeMs } = statSync(list);
    xtask('import', document, '--spec', spec);
    if (statSync(list).mtimeMs !== mtimeMs) throw new Error('a second import changes files');
    xtask('new', 'client', 'blockfrost', '--spec', spec, '--out', client);
    run('cargo', 'check', '--quiet', '--manifest-path', join(client, 'Cargo.toml'), '--target-dir', join(workspace, 'target'));
    console.log(`import: ${operations} operations, ${typed} typed throughout, ${rows.length} rows; the client compiles`);
} finally {
    rmSync(folder, { recursive: true, force: true });
}
