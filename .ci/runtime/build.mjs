// Makes timeline/runtime/vega.js, which draws a live chart, of the Vega that vl-convert carries.
//
//     make runtime
//
// A timeline uses about half of what script.js imports. So esbuild bundles the sources of
// Vega's packages, not the one file each is published as, and what is named here stays out:
// modules no timeline reaches, and entries of tables. What only they need goes with them.
// What is left asks for no address and compiles no text, so that it runs under a strict
// Content-Security-Policy. For another vl-convert take the versions it carries
//
//     strings vl_convert.abi3.so | grep -o "/npm/[^/]*/+esm"
//
// into package.json, run `npm install --ignore-scripts`, and name what is then in the script
// in timeline/runtime/LICENSE; the build refuses when that names another package.
import {createHash} from "node:crypto";
import {readFile, writeFile} from "node:fs/promises";
import {basename, dirname, join, relative, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const PACKAGES = join(HERE, "node_modules");
const TARGET = resolve(HERE, "../../timeline/runtime");

// What the script is made of; a test tells by their digest whether it is current.
const SOURCES = [
  "build.mjs", "loader.js", "package-lock.json", "script.js", "../../timeline/runtime/LICENSE",
];

// Not in the bundle, but script.js does after it what Vega leaves to who compiles expressions.
const READ = ["vega-interpreter 2.0.0"];

// Modules no timeline reaches, by their folder; to call one all the same is an error.
const LEFT_OUT = {
  "d3-color/src": "cubehelix lab",
  "d3-interpolate/src": "cubehelix hcl hsl lab transform/index zoom",
  "d3-timer/src": "interval",
  "vega-canvas/src": "nodeCanvas", // asks for a module of Node's
  "vega-parser/src/parsers": "legend projection",
  "vega-runtime/src": "expression", // compiles text; script.js reads it as a tree
  "vega-scale/src": "schemes",
  "vega-scenegraph/src": "CanvasRenderer HybridHandler HybridRenderer SVGStringRenderer",
  "vega-view/src": "bind",
  "vega-view-transforms/src/layout": "legend",
};

// Lines that begin so and then with one of these names.
function lines(start, names) {
  return new RegExp(`^${start}(?:${names.replaceAll(" ", "|")})\\b(?! ).*\\n`, "gm");
}

// The source of a module changed: what, how often it is there, and what stands instead.
const CHANGED = {
  // Functions of expressions. Vega calls one it has not "unrecognized".
  "vega-functions/src/codegen.js": [
    [lines(" *(?:expressionFunction\\('\\w+', )?",
      "contrast cumulativeLogNormal cumulativeNormal cumulativeUniform densityLogNormal " +
      "densityNormal densityUniform geoArea geoBounds geoCentroid geoScale geoShape hcl hsl " +
      "intersect intersectLasso lab lassoAppend lassoPath luminance modify pathShape " +
      "pinchAngle pinchDistance quantileLogNormal quantileNormal quantileUniform random rgb " +
      "sampleLogNormal sampleNormal sampleUniform scaleGradient screen selectionIdTest " +
      "selectionResolve selectionTest selectionTuples selectionVisitor setdata treeAncestors " +
      "treePath",
    ), 80, ""],
  ],
  // Kinds of scale.
  "vega-scale/src/scales.js": [
    [/^scale\((?:`|Log|Pow|Quantile|Quantize|Sequential|Sqrt|Symlog|Threshold).*\n/gm, 18, ""],
  ],
  // Kinds of mark, and what draws them: made as the script starts, so that it would stay.
  "vega-scenegraph/src/marks/index.js": [[lines(" *", "arc area image line shape trail"), 6, ""]],
  "vega-scenegraph/src/path/shapes.js": [[/= (?=d3_|vg_)/g, 7, "= /* @__PURE__ */ "]],
  // A gradient is in the same document, whatever its address becomes.
  "vega-scenegraph/src/SVGRenderer.js": [
    [/(?<=^function href\(\) )\{.*?^\}/gms, 1, "{ return ''; }"],
  ],
  // Letters of names beyond ASCII: 11 kB of ranges that every browser knows.
  "vega-expression/src/parser.js": [
    [/new RegExp\('\[\\\\xAA(?:(?!\\\\u0300)[^'])+'\)/g, 1, "/\\p{ID_Start}/u"],
    [/new RegExp\('\[\\\\xAA[^']+'\)/g, 1, "/\\p{ID_Continue}/u"],
  ],
};

const leftOut = new Set(Object.entries(LEFT_OUT).flatMap(
  ([folder, names]) => names.split(" ").map((name) => join(PACKAGES, folder, `${name}.js`))));
const changed = new Map(Object.entries(CHANGED).map(
  ([file, changes]) => [join(PACKAGES, file), changes]));
const unseen = new Set([...leftOut, ...changed.keys()]);

// Nothing in Vega's packages is there for what it does when loaded, so esbuild may drop
// whatever module nothing is asked of.
const sources = {
  name: "sources",
  setup(bundle) {
    bundle.onResolve({filter: /^vega-loader$/}, () => ({path: join(HERE, "loader.js")}));
    bundle.onResolve({filter: /^vega-[a-z-]+$/}, ({path}) => (
      {path: join(PACKAGES, path, "index.js"), sideEffects: false}));
    bundle.onResolve({filter: /^\./}, ({path, resolveDir}) => (
      {path: resolve(resolveDir, path), sideEffects: false}));
    bundle.onLoad({filter: /\.js$/}, async ({path}) => {
      unseen.delete(path);
      if (leftOut.has(path)) return {contents: await refusals(path)};
      if (changed.has(path)) return {contents: await edited(path)};
    });
  },
};

// A module with the same exports, each of which only throws an error.
async function refusals(path) {
  const read = await build({entryPoints: [path], format: "esm", metafile: true, write: false});
  const [{exports}] = Object.values(read.metafile.outputs);
  return exports.map((name) => {
    const isDefault = name === "default", what = isDefault ? basename(path, ".js") : name;
    const head = isDefault ? "default function" : `function ${name}`;
    return `export ${head}() { throw Error("${what} is left out"); }\n`;
  }).join("");
}

async function edited(path) {
  let text = await readFile(path, "utf8");
  for (const [pattern, count, instead] of changed.get(path)) {
    const found = text.match(pattern)?.length ?? 0;
    if (found !== count) throw Error(`${path} has ${pattern} ${found} times, not ${count}`);
    text = text.replace(pattern, instead);
  }
  return text;
}

// The packages that are in the bundle, with their versions.
async function packagesIn(metafile) {
  const [{inputs}] = Object.values(metafile.outputs);
  const names = new Set();
  for (const [path, {bytesInOutput}] of Object.entries(inputs)) {
    const file = resolve(HERE, path);
    if (!bytesInOutput || leftOut.has(file) || !file.startsWith(PACKAGES)) continue;
    names.add(relative(PACKAGES, file).split("/")[0]);
  }
  return Promise.all([...names].sort().map(async (name) => {
    const {version} = JSON.parse(await readFile(join(PACKAGES, name, "package.json"), "utf8"));
    return `${name} ${version}`;
  }));
}

// Refuses a bundle of other packages than the licences are of.
async function checkLicences(metafile) {
  const text = await readFile(join(TARGET, "LICENSE"), "utf8");
  const named = text.match(/\b(?:d3|vega|internmap)[\w-]* \d+\.\d+\.\d+/g);
  const are = [...await packagesIn(metafile), ...READ];
  const differing = [...are, ...named].filter((it) => !(are.includes(it) && named.includes(it)));
  if (differing.length) throw Error(`LICENSE and the script differ in ${differing.join(", ")}`);
}

async function digest() {
  const hash = createHash("sha256");
  for (const name of SOURCES) hash.update(await readFile(join(HERE, name)));
  return hash.digest("hex");
}

const made = await build({
  entryPoints: [join(HERE, "script.js")], plugins: [sources],
  bundle: true, minify: true, format: "iife", target: "es2022", charset: "ascii",
  banner: {js: '"use strict";'}, legalComments: "none", metafile: true, write: false,
  absWorkingDir: HERE,
});
if (unseen.size) throw Error(`nothing asks for ${[...unseen].join(", ")}`);
await checkLicences(made.metafile);
const banner = `/*!
 * Vega, (c) University of Washington Interactive Data Lab, BSD-3-Clause
 * D3 and internmap, (c) Mike Bostock, ISC
 * Esprima, (c) Ariya Hidayat and contributors, BSD-2-Clause
 * A part of each, made into one by .ci/runtime/build.mjs; texts in timeline/runtime/LICENSE
 * Made of ${await digest()}
 */
`;
await writeFile(join(TARGET, "vega.js"), banner + made.outputFiles[0].text);
