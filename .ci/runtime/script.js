// The script that draws a live chart; build.mjs bundles it with the Vega it imports.
import {View} from "vega-view";
import {parse} from "vega-parser";
import {transforms} from "vega-dataflow";
import {axisticks, datajoin, encode, scale, sortitems} from "vega-encode";
import {bound, mark, overlap, render, viewlayout} from "vega-view-transforms";
import {collect, compare, expression, extent, field, filter, formula, key, multiextent, params,
  prefacet, proxy, relay, sieve, values} from "vega-transforms";
import {Marks} from "vega-scenegraph";

Object.assign(transforms, {
  axisticks, datajoin, encode, scale, sortitems,
  bound, mark, overlap, render, viewlayout,
  collect, compare, expression, extent, field, filter, formula, key, multiextent, params,
  prefacet, proxy, relay, sieve, values,
});
const without = (kind) => new Proxy({}, {
  get(_, name) { throw Error(`a chart has no ${kind} ${String(name)}`); },
});
Object.setPrototypeOf(transforms, without("transform"));
Object.setPrototypeOf(Marks, without("mark"));

const FUNCTIONS = {
  isNaN: Number.isNaN, isFinite: Number.isFinite, parseFloat, parseInt, btoa, atob,
  clamp: (x, low, high) => Math.max(low, Math.min(high, x)),
  now: Date.now, utc: Date.UTC, datetime: (...parts) => new Date(...parts),
  time: (x) => new Date(x).getTime(), timezoneoffset: (x) => new Date(x).getTimezoneOffset(),
  length: (x) => x.length, upper: (x) => String(x).toUpperCase(),
  lower: (x) => String(x).toLowerCase(), trim: (x) => String(x).trim(),
  substring: (x, ...ends) => String(x).substring(...ends),
  split: (x, ...by) => String(x).split(...by),
  regexp: RegExp, test: (pattern, x) => RegExp(pattern).test(x),
};
Object.assign(FUNCTIONS, Object.fromEntries(
  ["abs", "acos", "asin", "atan", "atan2", "ceil", "cos", "exp", "floor", "hypot", "log", "max",
    "min", "pow", "random", "round", "sin", "sqrt", "tan"].map((name) => [name, Math[name]])));
Object.assign(FUNCTIONS, Object.fromEntries(
  Object.entries({date: "Date", day: "Day", year: "FullYear", month: "Month", hours: "Hours",
    minutes: "Minutes", seconds: "Seconds", milliseconds: "Milliseconds"}).flatMap(
    ([name, part]) => [
      [name, (x) => new Date(x)["get" + part]()],
      ["utc" + name, (x) => new Date(x)["getUTC" + part]()],
    ])));
const CONSTANTS = {NaN, E: Math.E, LN2: Math.LN2, LN10: Math.LN10, LOG2E: Math.LOG2E,
  LOG10E: Math.LOG10E, PI: Math.PI, SQRT1_2: Math.SQRT1_2, SQRT2: Math.SQRT2,
  MIN_VALUE: Number.MIN_VALUE, MAX_VALUE: Number.MAX_VALUE};
const UNARY = {"+": (x) => +x, "-": (x) => -x, "~": (x) => ~x, "!": (x) => !x};
const BINARY = {
  "*": (x, y) => x * y, "/": (x, y) => x / y, "%": (x, y) => x % y, "+": (x, y) => x + y,
  "-": (x, y) => x - y, "<": (x, y) => x < y, "<=": (x, y) => x <= y, ">": (x, y) => x > y,
  ">=": (x, y) => x >= y, "==": (x, y) => x == y, "!=": (x, y) => x != y,
  "===": (x, y) => x === y, "!==": (x, y) => x !== y, "&": (x, y) => x & y,
  "|": (x, y) => x | y, "^": (x, y) => x ^ y, "<<": (x, y) => x << y, ">>": (x, y) => x >> y,
  ">>>": (x, y) => x >>> y,
};

// An expression's syntax tree as nested functions, made once: twice as fast as walking the
// tree for every mark. Each takes the signals, a datum, a mark and an event. What may be
// called are Vega's `own` functions, and those above that it leaves to who compiles them.
function evaluator(node, own) {
  const made = (part) => evaluator(part, own);
  switch (node.type) {
    case "Literal": return () => node.value;
    case "Identifier": {
      const {name} = node, key = "$" + name;
      if (name === "datum") return (signals, datum) => datum;
      if (name === "item") return (signals, datum, item) => item;
      if (name === "event") return (signals, datum, item, event) => event;
      if (Object.hasOwn(CONSTANTS, name)) return () => CONSTANTS[name];
      return (signals) => signals[key];
    }
    case "MemberExpression": {
      const whole = made(node.object);
      if (!node.computed) {
        const {name} = node.property;
        return (s, d, i, e) => whole(s, d, i, e)[name];
      }
      const name = made(node.property);
      return (s, d, i, e) => whole(s, d, i, e)[name(s, d, i, e)];
    }
    case "CallExpression": {
      const name = node.callee.name.replace(/^_/, "");
      const [x, y, z, ...more] = node.arguments.map(made);
      if (name === "if") return (s, d, i, e) => (x(s, d, i, e) ? y : z)(s, d, i, e);
      const called = own[name] || FUNCTIONS[name];
      if (!called) throw Error("an expression calls " + name);
      if (more.length) {
        const all = [x, y, z, ...more];
        return (s, d, i, e) => called.apply(own, all.map((part) => part(s, d, i, e)));
      }
      if (z) return (s, d, i, e) => called.call(own, x(s, d, i, e), y(s, d, i, e), z(s, d, i, e));
      if (y) return (s, d, i, e) => called.call(own, x(s, d, i, e), y(s, d, i, e));
      if (x) return (s, d, i, e) => called.call(own, x(s, d, i, e));
      return () => called.call(own);
    }
    case "UnaryExpression": {
      const x = made(node.argument), operator = UNARY[node.operator];
      return (s, d, i, e) => operator(x(s, d, i, e));
    }
    case "BinaryExpression": {
      const x = made(node.left), y = made(node.right), operator = BINARY[node.operator];
      return (s, d, i, e) => operator(x(s, d, i, e), y(s, d, i, e));
    }
    case "LogicalExpression": {
      const x = made(node.left), y = made(node.right);
      return node.operator === "&&"
        ? (s, d, i, e) => x(s, d, i, e) && y(s, d, i, e)
        : (s, d, i, e) => x(s, d, i, e) || y(s, d, i, e);
    }
    case "ConditionalExpression": {
      const test = made(node.test), x = made(node.consequent), y = made(node.alternate);
      return (s, d, i, e) => (test(s, d, i, e) ? x : y)(s, d, i, e);
    }
    case "ArrayExpression": {
      const all = node.elements.map(made);
      return (s, d, i, e) => all.map((part) => part(s, d, i, e));
    }
    case "ObjectExpression": {
      const all = node.properties.map(({key, value}) => [key.name ?? key.value, made(value)]);
      return (s, d, i, e) => Object.fromEntries(all.map(([name, x]) => [name, x(s, d, i, e)]));
    }
  }
  throw Error("an expression is a " + node.type);
}

// What Vega asks for with each kind of expression.
const expressions = {
  operator({functions}, {ast}) {
    const made = evaluator(ast, functions);
    return (signals) => made(signals);
  },
  parameter({functions}, {ast}) {
    const made = evaluator(ast, functions);
    return (datum, signals) => made(signals, datum);
  },
  event({functions}, {ast}) {
    const made = evaluator(ast, functions);
    return (event) => made(undefined, undefined, undefined, event);
  },
  handler({functions}, {ast}) {
    const made = evaluator(ast, functions);
    return (signals, event) => made(signals, event.item?.datum, undefined, event);
  },
  encode({functions}, {marktype, channels}) {
    const all = Object.keys(channels).map((name) => [name, evaluator(channels[name].ast, functions)]);
    const ends = marktype === "rule" ? [] : ["x", "y"].filter((axis) => channels[axis + "2"]);
    const middles = marktype === "rule" ? [] : ["x", "y"].filter((axis) => channels[axis + "c"]);
    const swaps = marktype === "group" || marktype === "rect";
    return (item, signals) => {
      let changed = 0;
      for (const [name, made] of all) {
        const value = made(signals, item.datum, item);
        if (item[name] !== value) {
          item[name] = value;
          changed = 1;
        }
      }
      for (const axis of ends) stretch(item, axis, channels[axis], swaps);
      for (const axis of middles) item[axis] = item[axis + "c"] - (item[SIZES[axis]] || 0) / 2;
      return changed;
    };
  },
};

// The start and the size of a mark given by both ends, or by its end and its size.
const SIZES = {x: "width", y: "height"};
function stretch(item, axis, hasStart, swaps) {
  const end = axis + "2", size = SIZES[axis];
  if (hasStart) {
    if (swaps && item[axis] > item[end]) [item[axis], item[end]] = [item[end], item[axis]];
    item[size] = item[end] - item[axis];
  } else item[axis] = item[end] - (item[size] || 0);
}

// Faults reach who called, as a thrown error or a refused promise; the rest is silent.
const logger = {
  level() { return logger; },
  error(fault) { throw fault instanceof Error ? fault : Error(fault); },
  warn() { return logger; },
  info() { return logger; },
  debug() { return logger; },
};
const events = {bind: "none", view: false, window: false, selector: false, timer: false};

globalThis.timelineRuntime = {
  // A Vega view of a compiled specification; `win` is the window of time it opens at.
  view(spec, {win} = {}) {
    if (win)
      spec = {...spec, signals: spec.signals.map((s) => s.name === "win" ? {...s, value: win} : s)};
    return new View(parse(spec, {events}, {ast: true}),
      {expr: expressions, renderer: "svg", logger, tooltip() {}});
  },
};
