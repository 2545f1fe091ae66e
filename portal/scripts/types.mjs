// Writes src/api/schema.d.ts from docs/reference/openapi.json, with the digest of what it was made from
// (tests/portal/test_sources.py compares it, without Node).
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const contract = fileURLToPath(new URL("../../docs/reference/openapi.json", import.meta.url));
const target = fileURLToPath(new URL("../src/api/schema.d.ts", import.meta.url));
const source = readFileSync(contract, "utf-8");
const digest = createHash("sha256").update(source).digest("hex");
const types = astToString(await openapiTS(JSON.parse(source), { alphabetize: true }));
writeFileSync(target, `// Made by \`bin/portal types\` from docs/reference/openapi.json: do not edit.\n// sha256: ${digest}\n\n${types}`);
