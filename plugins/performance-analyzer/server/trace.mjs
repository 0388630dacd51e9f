import { expected } from './mcp.mjs';
import { LIMITS, ranked } from './report.mjs';
import { clean, count, duration, redactUrl, table } from './text.mjs';

/** A task of more than 50 ms is long: https://web.dev/articles/optimize-long-tasks */
export const LONG_TASK_MS = 50;
const MAX_KEPT = 2_000_000;
const MAX_SAMPLES = 5_000_000;
const MAX_US = 86_400_000_000;
const TASKS = new Set([
  'RunTask',
  'ThreadControllerImpl::RunTask',
  'TaskQueueManager::ProcessTaskFromWorkQueue',
]);
const MAIN_THREAD = 'CrRendererMain';

const GROUPS = [
  ['garbage collection', /^(MinorGC|MajorGC|GCEvent|BlinkGC|V8\.GC)/],
  ['layout', /^(Layout|LayoutInvalidationTracking)$/],
  ['style', /^(UpdateLayoutTree|RecalculateStyles|RecalcStyle|ParseAuthorStyleSheet)$/],
  ['script parsing', /^(v8\.(compile|parse|produce|deserialize)|V8\.(Compile|Parse|Deserialize))/],
  [
    'script',
    /^(EvaluateScript|FunctionCall|RunMicrotasks|TimerFire|EventDispatch|FireAnimationFrame|FireIdleCallback|XHR|HandlePostMessage|V8\.|v8\.|Animation$)/,
  ],
  ['HTML parsing', /^ParseHTML$/],
  [
    'paint',
    /^(Paint|PrePaint|UpdateLayer|UpdateLayerTree|Layerize|Commit|CompositeLayers|Rasteri[sz]e|RasterTask|Decode|ImageDecode|Decode Image|Draw)/,
  ],
];

/**
 * Collects what the analysis needs from events as they come; keeps no others.
 * Event format: https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */
export function createCollector() {
  const trace = {
    threadNames: new Map(),
    /** @type {Map<string, object[]>} complete events by `pid:tid` */
    threads: new Map(),
    navigations: [],
    marks: [],
    shifts: [],
    interactions: [],
    resources: new Map(),
    profiles: new Map(),
    first: Number.POSITIVE_INFINITY,
    last: 0,
    kept: 0,
    left: 0,
    mistimed: 0,
    samples: 0,
  };
  const open = new Map();
  const add = (event) => {
    if (typeof event !== 'object' || event === null) return;
    const { name, ph, pid, tid, ts } = event;
    // An end need not repeat the name.
    if (typeof name !== 'string' && ph !== 'E') return;
    const data = event.args?.data;
    const thread = `${pid}:${tid}`;
    if (ph === 'M') {
      if (name === 'thread_name') trace.threadNames.set(thread, String(event.args?.name));
      return;
    }
    if (!(typeof ts === 'number' && ts >= 0 && Number.isFinite(ts))) {
      trace.mistimed++;
      return;
    }
    if (ph === 'X') keep(trace, event, thread, event.dur ?? 0);
    else if (ph === 'B') pushTo(open, thread, event);
    else if (ph === 'E') {
      const begun = open.get(thread)?.pop();
      if (begun) keep(trace, begun, thread, ts - begun.ts);
    } else if (name === 'ProfileChunk' || name === 'Profile') addProfile(trace, event);
    else if (Object.hasOwn(COLLECT, name)) COLLECT[name](trace, event, data ?? {});
  };
  return { trace, add };
}

const COLLECT = {
  navigationStart: (trace, { pid, tid, ts, args }, data) => {
    if (data.isOutermostMainFrame === false || data.isLoadingMainFrame === false) return;
    const url = text(data.documentLoaderURL) || text(args?.data?.url);
    if (/^(https?|file):/i.test(url))
      trace.navigations.push({ pid, tid, ts, url, frame: args?.frame, id: data.navigationId });
  },
  firstContentfulPaint: (trace, event, data) => mark(trace, 'fcp', event, data),
  'largestContentfulPaint::Candidate': (trace, event, data) => mark(trace, 'lcp', event, data),
  'LargestImagePaint::Candidate': (trace, event, data) => mark(trace, 'lcp-image', event, data),
  MarkDOMContent: (trace, event, data) => mark(trace, 'dcl', event, data),
  MarkLoad: (trace, event, data) => mark(trace, 'load', event, data),
  LayoutShift: (trace, { pid, ts, args }, data) => {
    if (data.had_recent_input === true) return;
    const score = Number(data.weighted_score_delta ?? data.score);
    if (score > 0 && score < 100)
      trace.shifts.push({ pid, ts, score, frame: args?.frame, nodes: data.impacted_nodes });
  },
  EventTiming: (trace, { pid, ph, ts }, data) => {
    if (ph === 'b' && data.interactionId > 0 && data.duration >= 0)
      trace.interactions.push({ pid, ts, ...data });
  },
  ResourceSendRequest: (trace, { pid, ts }, data) => {
    if (trace.resources.size >= 100_000) return;
    const id = `${pid} ${data.requestId}`;
    const before = trace.resources.get(id);
    trace.resources.set(id, {
      pid,
      url: text(data.url),
      type: text(data.resourceType).toLowerCase(),
      blocking: text(data.renderBlocking),
      sent: ts,
      redirects: before ? [...before.redirects.slice(-20), before.url] : [],
    });
  },
  ResourceReceiveResponse: (trace, { pid, ts }, data) => {
    const resource = trace.resources.get(`${pid} ${data.requestId}`);
    if (!resource) return;
    // The network's own times, in seconds and milliseconds on the same clock: a busy main thread hears of an answer late.
    const { requestTime, receiveHeadersEnd } = data.timing ?? {};
    const network = requestTime * 1e6 + receiveHeadersEnd * 1e3;
    const answered = requestTime > 0 && receiveHeadersEnd >= 0 && network <= ts ? network : ts;
    Object.assign(resource, {
      asked: requestTime > 0 ? requestTime * 1e6 : resource.sent,
      answered,
      cached: data.fromCache === true,
    });
  },
  ResourceFinish: (trace, { pid, ts }, data) => {
    const resource = trace.resources.get(`${pid} ${data.requestId}`);
    // finishTime is in seconds on the same clock, and earlier than when the busy main thread heard of it.
    const end = data.finishTime > 0 && data.finishTime * 1e6 <= ts ? data.finishTime * 1e6 : ts;
    if (resource) Object.assign(resource, { end, bytes: Number(data.encodedDataLength) || 0 });
  },
};

function mark(trace, kind, { pid, ts, args }, data) {
  if (data.isOutermostMainFrame === false || data.isMainFrame === false) return;
  if (trace.marks.length < 100_000) trace.marks.push({ kind, pid, ts, frame: args?.frame, data });
}

function keep(trace, event, thread, dur) {
  const { name, cat, ts } = event;
  if (!(typeof dur === 'number' && dur >= 0 && dur <= MAX_US)) {
    trace.mistimed++;
    return;
  }
  if (!TASKS.has(name) && !/devtools\.timeline|v8|blink/.test(text(cat))) return;
  if (trace.kept >= MAX_KEPT) {
    trace.left++;
    return;
  }
  trace.kept++;
  trace.first = Math.min(trace.first, ts);
  trace.last = Math.max(trace.last, ts + dur);
  const data = event.args?.data ?? {};
  const frame = event.args?.beginData?.stackTrace?.[0] ?? data;
  pushTo(trace.threads, thread, {
    name,
    ts,
    dur,
    url: text(frame.url ?? data.url),
    fn: text(frame.functionName),
    line: Number.isInteger(frame.lineNumber) ? frame.lineNumber : undefined,
    type: text(data.type),
  });
}

function addProfile(trace, { name, pid, tid, id, args }) {
  const key = `${pid} ${id}`;
  const data = args?.data ?? {};
  if (name === 'Profile') {
    trace.profiles.set(key, {
      thread: `${pid}:${tid}`,
      clock: Number(data.startTime) || 0,
      nodes: new Map(),
      times: [],
      ids: [],
      ordered: true,
    });
    return;
  }
  const profile = trace.profiles.get(key);
  if (!profile) return;
  for (const node of list(data.cpuProfile?.nodes)) {
    const { functionName, url, lineNumber } = node?.callFrame ?? {};
    profile.nodes.set(node?.id, {
      fn: text(functionName),
      url: text(url),
      line: Number.isInteger(lineNumber) ? lineNumber + 1 : undefined,
    });
  }
  const deltas = list(data.timeDeltas);
  for (const [i, sample] of list(data.cpuProfile?.samples).entries()) {
    const delta = deltas[i];
    if (typeof delta !== 'number' || Math.abs(delta) > MAX_US || trace.samples >= MAX_SAMPLES) continue;
    trace.samples++;
    profile.clock += delta;
    // Deltas may be negative: threads hand their samples over in bursts.
    if (profile.clock < profile.times.at(-1)) profile.ordered = false;
    profile.times.push(profile.clock);
    profile.ids.push(sample);
  }
}

/**
 * What the page's main thread did.
 * @returns {{ tasks: object[], long: object[], window: [number, number], [key: string]: any }} times in milliseconds since the navigation
 */
export function readMainThread(trace) {
  const navigation = chooseNavigation(trace);
  const thread = chooseThread(trace, navigation);
  const events = trace.threads.get(thread) ?? [];
  const pid = Number(thread.split(':')[0]);
  const named = events.some(({ name }) => name === 'RunTask');
  const from =
    navigation?.ts ?? events.reduce((first, { ts }) => Math.min(first, ts), Number.POSITIVE_INFINITY);
  const next = trace.navigations.find(
    (each) => each.pid === pid && each.ts > from && each.frame === navigation?.frame,
  );
  const end = next?.ts ?? events.reduce((last, { ts, dur }) => Math.max(last, ts + dur), from);
  const profile = [...trace.profiles.values()].find(
    (each) => each.thread === thread && each.times.length > 0,
  );
  if (profile && !profile.ordered) orderSamples(profile);
  const inside = events.filter(({ ts }) => ts >= from && ts < end);
  const walked = walk(inside, named ? 'RunTask' : undefined, profile);
  const since = (us) => (us - from) / 1000;
  return { ...walked, pid, navigation, profile, from, end, since, total: since(end) };
}

function orderSamples(profile) {
  const order = profile.times.map((_, i) => i).sort((a, b) => profile.times[a] - profile.times[b] || a - b);
  profile.ids = order.map((i) => profile.ids[i]);
  profile.times = order.map((i) => profile.times[i]);
  profile.ordered = true;
}

/** The last navigation that painted, or the last. */
function chooseNavigation({ navigations, marks }) {
  const painted = navigations.filter((each) =>
    marks.some(({ kind, data }) => kind === 'fcp' && data.navigationId === each.id),
  );
  return painted.at(-1) ?? navigations.at(-1);
}

function chooseThread({ threads, threadNames }, navigation) {
  if (navigation && threads.has(`${navigation.pid}:${navigation.tid}`))
    return `${navigation.pid}:${navigation.tid}`;
  let best;
  for (const [thread, events] of threads) {
    if (threadNames.get(thread) !== MAIN_THREAD) continue;
    const busy = events.reduce((sum, { name, dur }) => sum + (TASKS.has(name) ? dur : 0), 0);
    if (!best || busy > best.busy) best = { thread, busy };
  }
  if (best) return best.thread;
  throw expected(
    `The trace shows no page: it has no renderer main thread (${MAIN_THREAD}) with events. Record it with Chrome's Performance panel, or with the categories "devtools.timeline" and "disabled-by-default-devtools.timeline".`,
  );
}

/** Self time by group and by script, over everything and for each long task; forced layouts. */
function walk(events, taskName, profile) {
  events.sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  const tasks = [];
  const groups = new Map();
  const scripts = new Map();
  const forced = new Map();
  let forcedCount = 0;
  let gc = 0;
  let gcCount = 0;
  const stack = [];
  let task;
  const leave = (entry) => {
    const self = Math.max(0, entry.self);
    const group = groupOf(entry.event.name);
    addTo(groups, group, self);
    if (task) addTo(task.groups, group, self);
    if (entry.owner && (group === 'script' || group === 'script parsing')) {
      addTo(scripts, entry.owner.url, self);
      if (task) addTo(task.owners, entry.owner, self);
    }
  };
  for (const event of events) {
    while (stack.length > 0 && stack.at(-1).event.ts + stack.at(-1).event.dur <= event.ts) leave(stack.pop());
    if (stack.length === 0) task = undefined;
    const isTask = taskName ? event.name === taskName : stack.length === 0;
    if (isTask && !task) {
      task = { ts: event.ts, dur: event.dur, groups: new Map(), owners: new Map(), forced: 0, event };
      tasks.push(task);
    }
    const parent = stack.at(-1);
    if (parent) parent.self -= Math.min(event.dur, parent.event.ts + parent.event.dur - event.ts);
    const group = groupOf(event.name);
    const inScript = parent?.inScript ?? false;
    const owner = group === 'script' && event.url ? event : parent?.owner;
    const isLayout = event.name === 'Layout' || event.name === 'UpdateLayoutTree';
    if (isLayout && inScript) {
      forcedCount++;
      const where = event.url ? place(event) : owner ? place(owner) : 'a script';
      const each = forced.get(where) ?? { times: 0, us: 0 };
      forced.set(where, { times: each.times + 1, us: each.us + event.dur });
      if (task) task.forced += event.dur;
    }
    const isGc = group === 'garbage collection';
    if (isGc && !parent?.inGc) {
      gc += event.dur;
      gcCount++;
    }
    stack.push({
      event,
      self: event.dur,
      owner,
      inScript: inScript || group === 'script',
      inGc: isGc || parent?.inGc,
    });
  }
  while (stack.length > 0) leave(stack.pop());
  const long = tasks.filter(({ dur }) => dur > LONG_TASK_MS * 1000);
  for (const each of long) each.functions = profile ? selfTimes(profile, each.ts, each.ts + each.dur) : [];
  return { tasks, long, groups, scripts, forced, forcedCount, gc: gc / 1000, gcCount };
}

function groupOf(name) {
  return GROUPS.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other';
}

/** Self time of functions between two moments, from samples of the profiler, most first. */
export function selfTimes({ times, ids, nodes }, from, to) {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < from) low = middle + 1;
    else high = middle;
  }
  const sums = new Map();
  for (let i = Math.max(0, low - 1); i < times.length && times[i] < to; i++) {
    const node = nodes.get(ids[i]);
    // (idle), (program), (garbage collector), (root) are no functions; what they stand for is in the groups.
    if (!node || /^\(\w+( \w+)?\)$/.test(node.fn)) continue;
    const self = Math.min(times[i + 1] ?? to, to) - Math.max(times[i], from);
    if (self > 0) addTo(sums, place(node), self);
  }
  return [...sums].map(([where, us]) => ({ where, ms: us / 1000 })).sort((a, b) => b.ms - a.ms);
}

/** `name (https://…/app.js:12)` */
function place({ fn, url, line }) {
  const at = url ? `${redactUrl(url, { max: 140 })}${line === undefined ? '' : `:${line}`}` : '';
  const name = clean(fn, 60);
  if (!at) return name || '(anonymous)';
  return name ? `${name} (${at})` : at;
}

/** One line on what a long task did. */
export function describeTask(task) {
  const shares = [...task.groups].filter(([, us]) => us >= 1000).sort((a, b) => b[1] - a[1]);
  const parts = shares.slice(0, 3).map(([group, us]) => `${group} ${duration(us / 1000)}`);
  const functions = task.functions.filter(({ ms }) => ms >= 1).slice(0, 3);
  const owners = [...task.owners].sort((a, b) => b[1] - a[1]).slice(0, 2);
  const who =
    functions.length > 0
      ? functions.map(({ where, ms }) => `${where} ${duration(ms)}`)
      : owners.map(([event, us]) => `${place(event)} ${duration(us / 1000)}`);
  return [parts.join(', '), who.length > 0 ? `self time: ${who.join('; ')}` : ''].filter(Boolean).join('; ');
}

/** @returns {import('./report.mjs').Analysis} */
export function analyseTrace(trace, notes) {
  const main = readMainThread(trace);
  const { pid, navigation, from, end, since, long, groups, tasks, total } = main;
  const marks = trace.marks.filter((each) => each.pid === pid && each.ts >= from && each.ts <= end);
  const moment = (kind) => marks.filter((each) => each.kind === kind);
  const [fcp] = moment('fcp');
  const lcp = moment('lcp').at(-1);
  const resources = [...trace.resources.values()].filter(
    (each) => each.pid === pid && each.sent >= from - 1e6 && each.sent <= end,
  );
  // The request of the document goes out before its renderer is told of the navigation.
  const document = resources.find(({ type, url }) => type === 'document' && url !== '');
  const busy = tasks.reduce((sum, { dur }) => sum + dur, 0) / 1000;
  const blockingAfter = fcp?.ts ?? from;
  const tbt = long
    .filter(({ ts, dur }) => ts + dur > blockingAfter)
    .reduce(
      (sum, { ts, dur }) => sum + Math.max(0, Math.min(dur, ts + dur - blockingAfter) / 1000 - LONG_TASK_MS),
      0,
    );
  const cls = worstShiftWindow(
    trace.shifts.filter((each) => each.pid === pid && each.ts >= from && each.ts <= end),
  );
  const inp = slowestInteraction(
    trace.interactions.filter((each) => each.pid === pid && each.ts >= from && each.ts <= end),
  );

  const metrics = [];
  const add = (id, name, value, unit, limits) => {
    if (Number.isFinite(value)) metrics.push({ id, name, value, unit, ...(limits && { limits }) });
  };
  const ttfb = document?.answered === undefined || !navigation ? undefined : since(document.answered);
  add('ttfb', 'Time to first byte', ttfb, 'ms', LIMITS.ttfb);
  add('fcp', 'First contentful paint', fcp && since(fcp.ts), 'ms', LIMITS.fcp);
  add('lcp', 'Largest contentful paint', lcp && since(lcp.ts), 'ms', LIMITS.lcp);
  add('dcl', 'DOMContentLoaded', moment('dcl')[0] && since(moment('dcl')[0].ts), 'ms');
  add('load', 'Load', moment('load')[0] && since(moment('load')[0].ts), 'ms');
  add(
    'cls',
    'Cumulative layout shift',
    navigation || cls.score > 0 ? cls.score : undefined,
    'shift',
    LIMITS.cls,
  );
  add('inp', 'Slowest interaction (as INP counts it)', inp?.duration, 'ms', LIMITS.inp);
  add('tbt', 'Blocking time after first paint, to the end of the recording', tbt, 'ms', LIMITS.tbt);
  add('long-tasks', 'Long tasks', long.length, 'count');
  add('busy', 'Main thread busy', busy, 'ms');
  add(
    'busy-share',
    'Main thread busy share of the recording',
    total > 0 ? Math.min(1, busy / total) : 0,
    'share',
  );

  if (trace.left > 0)
    notes.push(
      `The trace is too large to keep whole: ${count(trace.left, 'event')} after the first ${MAX_KEPT} left out.`,
    );
  if (trace.samples >= MAX_SAMPLES) notes.push(`CPU profile cut at ${MAX_SAMPLES} samples.`);
  if (trace.mistimed > 0) notes.push(`${count(trace.mistimed, 'event')} with impossible times left out.`);
  if (!navigation)
    notes.push(
      'No navigation in the recording: times count from its first event, and loading is not judged.',
    );
  if (!main.profile)
    notes.push('No CPU profile in the recording: scripts are named by file, not by function.');
  if (trace.navigations.length > 1)
    notes.push(
      `${trace.navigations.length} navigations in the recording: this is ${redactUrl(navigation.url)}.`,
    );

  const context = {
    ...main,
    fcp,
    lcp,
    document,
    resources,
    busy,
    cls,
    inp,
    ttfb,
    lcpImage: moment('lcp-image').at(-1),
    trace,
  };
  return {
    kind: 'trace',
    title: `Chrome trace of ${navigation ? redactUrl(document?.url ?? navigation.url) : 'a page'}, ${duration(total)} long`,
    metrics,
    findings: ranked([
      slowDocument(context),
      redirects(context),
      renderBlocking(context),
      lcpParts(context),
      longTasks(context, tbt),
      interaction(context),
      layoutThrash(context),
      garbage(context),
      shifts(context),
    ]),
    sections: [
      {
        title: 'Main thread by self time',
        lines: table(
          [...groups]
            .sort((a, b) => b[1] - a[1])
            .map(([group, us]) => [
              group,
              duration(us / 1000),
              `${busy > 0 ? Math.round(us / 10 / busy) : 0} % of busy time`,
            ]),
        ),
      },
      { title: 'Costliest functions by self time', lines: costliest(main) },
    ],
    notes,
  };
}

function costliest({ profile, scripts, from, end }) {
  if (profile) {
    const functions = selfTimes(profile, from, end).filter(({ ms }) => ms >= 1);
    return table(functions.slice(0, 8).map(({ where, ms }) => [duration(ms), where]));
  }
  const files = [...scripts].filter(([url, us]) => url && us >= 1000).sort((a, b) => b[1] - a[1]);
  return table(files.slice(0, 8).map(([url, us]) => [duration(us / 1000), redactUrl(url, { max: 140 })]));
}

/** The session window with the highest sum: https://web.dev/articles/cls#what-is-cls */
export function worstShiftWindow(shifts) {
  let worst = { score: 0, shifts: [] };
  let current = { score: 0, shifts: [] };
  for (const shift of [...shifts].sort((a, b) => a.ts - b.ts)) {
    const [first] = current.shifts;
    const last = current.shifts.at(-1);
    if (first && (shift.ts - last.ts >= 1e6 || shift.ts - first.ts >= 5e6))
      current = { score: 0, shifts: [] };
    current = { score: current.score + shift.score, shifts: [...current.shifts.slice(-100), shift] };
    if (current.score > worst.score) worst = current;
  }
  return worst;
}

/** The longest interaction, one of fifty left out as INP does: https://web.dev/articles/inp#what-is-inp */
export function slowestInteraction(events) {
  const groups = new Map();
  for (const event of events) pushTo(groups, event.interactionId, event);
  const merged = [...groups.values()].map((group) => {
    const longest = group.reduce((most, each) => (each.duration > most.duration ? each : most));
    const shown = ({ ts, duration: ms }) => ts / 1000 + ms;
    // Events of one press that reach the screen in the same frame are one wait; durations are rounded to 8 ms.
    const together = group.filter((each) => Math.abs(shown(each) - shown(longest)) <= 8);
    return {
      ...longest,
      types: [...new Set(together.map(({ type }) => clean(type, 20)))],
      processingStart: together.reduce(
        (first, each) => Math.min(first, each.processingStart),
        longest.processingStart,
      ),
      processingEnd: together.reduce(
        (last, each) => Math.max(last, each.processingEnd),
        longest.processingEnd,
      ),
    };
  });
  merged.sort((a, b) => b.duration - a.duration);
  return merged[Math.min(merged.length - 1, Math.floor(merged.length / 50))];
}

function slowDocument({ ttfb, document }) {
  if (ttfb === undefined || ttfb <= LIMITS.ttfb.good) return undefined;
  return {
    id: 'slow-document',
    what: 'The document arrives late',
    why: 'The browser can request and show nothing of the page before its first byte.',
    impact: ttfb - LIMITS.ttfb.good,
    evidence: [`${redactUrl(document.url)}: first byte ${duration(ttfb)} after the navigation began`],
    fix: 'Answer from a cache or CDN, do less before the first byte, drop redirects.',
  };
}

function redirects({ document, since, from }) {
  if (!document || document.redirects.length === 0) return undefined;
  return {
    id: 'redirects',
    what: `${count(document.redirects.length, 'redirect')} before the document`,
    why: 'Each redirect is a full round trip before anything else can start.',
    impact: Math.max(0, since(document.asked ?? from)),
    evidence: document.redirects.map(
      (url, i) => `${redactUrl(url)} → ${redactUrl(document.redirects[i + 1] ?? document.url)}`,
    ),
    fix: 'Link to the final address.',
  };
}

function renderBlocking({ resources, document, fcp, since }) {
  if (!document?.answered || !fcp) return undefined;
  const blocking = resources
    .filter(
      (each) =>
        /^(in_body_parser_)?blocking$/.test(each.blocking) &&
        each.end > document.answered &&
        each.end <= fcp.ts &&
        !each.cached,
    )
    .sort((a, b) => b.end - a.end);
  if (blocking.length === 0) return undefined;
  const ready = document.end ?? document.answered;
  return {
    id: 'render-blocking',
    what: `${count(blocking.length, 'request')} ${blocking.length === 1 ? 'delays' : 'delay'} the first paint`,
    why: 'The browser shows nothing until these have arrived.',
    impact: Math.max(0, (blocking[0].end - ready) / 1000),
    evidence: blocking.map(
      (each) => `${redactUrl(each.url)}: ${duration(since(each.sent))} → ${duration(since(each.end))}`,
    ),
    fix: 'Put defer or type="module" on scripts, inline the styles that the first screen needs, load the rest later.',
  };
}

/** Where the largest paint's time went: https://web.dev/articles/optimize-lcp#lcp-breakdown */
function lcpParts({ lcp, lcpImage, resources, since, ttfb, navigation }) {
  if (!lcp || !navigation || ttfb === undefined) return undefined;
  const time = since(lcp.ts);
  if (time <= LIMITS.lcp.good) return undefined;
  const url = lcp.data.type === 'image' ? text(lcpImage?.data.imageUrl) : '';
  const image = url ? resources.find((each) => each.url === url && each.end !== undefined) : undefined;
  const parts = image
    ? [
        ['time to first byte', ttfb],
        ['load delay', Math.max(0, since(image.sent) - ttfb)],
        ['load duration', Math.max(0, since(image.end) - Math.max(since(image.sent), ttfb))],
        ['render delay', Math.max(0, time - since(image.end))],
      ]
    : [
        ['time to first byte', ttfb],
        ['render delay', Math.max(0, time - ttfb)],
      ];
  const [worst, ms] = parts.reduce((most, each) => (each[1] > most[1] ? each : most));
  const fixes = {
    'time to first byte': 'Speed up the document first.',
    'load delay': 'Put the image into the HTML as <img fetchpriority="high">, never lazy, or preload it.',
    'load duration': 'Send a smaller image (AVIF or WebP, right size) from a near server.',
    'render delay':
      'Something delays the paint although the content is there: render-blocking files or long tasks.',
  };
  return {
    id: 'lcp',
    what: `The largest paint is late, most of it ${worst}`,
    why: 'Until then the reader looks at a page without its main content.',
    impact: time - LIMITS.lcp.good,
    evidence: [
      `${clean(lcp.data.nodeName, 80) || 'text'}${url ? ` ${redactUrl(url)}` : ''} at ${duration(time)}`,
      parts.map(([name, part]) => `${name} ${duration(part)}`).join(', '),
      `${worst} alone: ${duration(ms)}`,
    ],
    fix: fixes[worst],
  };
}

function longTasks({ long, since }, tbt) {
  if (long.length === 0) return undefined;
  const sorted = [...long].sort((a, b) => b.dur - a.dur);
  const over = long.reduce((sum, { dur }) => sum + dur / 1000 - LONG_TASK_MS, 0);
  return {
    id: 'long-tasks',
    what: `${count(long.length, 'long task')} keep the main thread from answering`,
    why: `While a task runs no click, key or frame is handled; ${duration(over)} lie beyond the ${LONG_TASK_MS} ms that go unnoticed, ${duration(tbt)} of them after the first paint.`,
    impact: over,
    evidence: sorted.map(
      (task) => `${duration(task.dur / 1000)} at ${duration(since(task.ts))}: ${describeTask(task)}`,
    ),
    fix: 'Do less, later, or elsewhere: split the named functions with scheduler.yield(), move work to a worker, load code when it is needed.',
  };
}

function interaction({ inp, since, long }) {
  if (!inp || inp.duration <= LIMITS.inp.good) return undefined;
  const delay = Math.max(0, inp.processingStart - inp.timeStamp);
  const processing = Math.max(0, inp.processingEnd - inp.processingStart);
  const rest = Math.max(0, inp.duration - delay - processing);
  const during = long.filter(({ ts, dur }) => ts < inp.ts + inp.duration * 1000 && ts + dur > inp.ts);
  return {
    id: 'slow-interaction',
    what: `An interaction (${inp.types.join(', ')}) takes ${duration(inp.duration)} to show its effect`,
    why: 'Above 200 ms people notice that the page does not follow.',
    impact: inp.duration - LIMITS.inp.good,
    evidence: [
      `at ${duration(since(inp.ts))}: waiting for the main thread ${duration(delay)}, handlers ${duration(processing)}, until the next frame ${duration(rest)}`,
      ...during.map((task) => `meanwhile a task of ${duration(task.dur / 1000)}: ${describeTask(task)}`),
    ],
    fix: 'Show the effect first, then do the rest after scheduler.yield() or in a worker.',
  };
}

function layoutThrash({ forced, forcedCount, long }) {
  const total = [...forced.values()].reduce((sum, { us }) => sum + us, 0) / 1000;
  if (total < 10) return undefined;
  const sorted = [...forced].sort((a, b) => b[1].us - a[1].us);
  const within = long.filter(({ forced: us }) => us > 0).length;
  return {
    id: 'layout-thrash',
    what: `Scripts force ${forcedCount} layouts and style recalculations`,
    why: 'Reading a size or position after a change makes the browser lay the page out at once, each time again.',
    impact: total,
    evidence: [
      ...sorted.map(([where, { times, us }]) => `${where}: ${times} times, ${duration(us / 1000)}`),
      ...(within > 0 ? [`part of ${count(within, 'long task')}`] : []),
    ],
    fix: 'Read all sizes first, then write all changes; or move both into requestAnimationFrame.',
  };
}

function garbage({ gc, gcCount, busy }) {
  if (gc < 20 || gc < busy * 0.05) return undefined;
  return {
    id: 'garbage-collection',
    what: `Garbage collection takes ${Math.round((gc / busy) * 100)} % of the main thread's work`,
    why: 'Code creates and drops so much that the engine stops it to clean up.',
    impact: gc,
    evidence: [`${count(gcCount, 'collection')}, ${duration(gc)} in all`],
    fix: 'Create less in hot paths: reuse objects and arrays, avoid copies; find allocations with the Memory panel.',
  };
}

function shifts({ cls, since }) {
  if (cls.score <= LIMITS.cls.good) return undefined;
  const sorted = [...cls.shifts].sort((a, b) => b.score - a.score);
  return {
    id: 'layout-shift',
    what: `Content moves under the reader: layout shift ${cls.score.toFixed(3)}`,
    why: 'What someone reads or is about to press is no longer where it was.',
    impact: 0,
    weight: cls.score > LIMITS.cls.poor ? 500 : 150,
    evidence: sorted.map(
      ({ ts, score, nodes }) => `${score.toFixed(3)} at ${duration(since(ts))}${movedBy(nodes)}`,
    ),
    fix: 'Reserve the space beforehand: width and height on images, min-height for what comes late, font-display with matching metrics.',
  };
}

function movedBy(nodes) {
  const moves = list(nodes)
    // An element that left the view has an empty rectangle.
    .filter((node) => [node?.old_rect, node?.new_rect].every((rect) => Array.isArray(rect) && rect[2] > 0))
    .map(({ old_rect: before, new_rect: after }) => Number(after[1]) - Number(before[1]))
    .filter((pixels) => Number.isFinite(pixels) && pixels !== 0);
  if (moves.length === 0) return '';
  const most = moves.reduce((far, each) => (Math.abs(each) > Math.abs(far) ? each : far), 0);
  return `: ${count(list(nodes).length, 'element')}, ${Math.abs(Math.round(most))} px ${most > 0 ? 'down' : 'up'}`;
}

function addTo(map, key, value) {
  map.set(key, (map.get(key) ?? 0) + value);
}

function pushTo(map, key, value) {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

function text(value) {
  return typeof value === 'string' ? value : '';
}

function list(value) {
  return Array.isArray(value) ? value : [];
}
