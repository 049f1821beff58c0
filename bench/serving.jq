include "figures";

titles as $titles
| {
  "csharp": {rate: 30000, p99: 6, to: baselines["csharp"], ratio: 0.7, body: 1},
  "csharp-alone": {rate: 50000, p99: 3, to: baselines["csharp-alone"], ratio: 0.7, body: 1},
  "flask": {rate: 7000, p99: 10, to: baselines["flask"], ratio: 6, body: 3},
  "fastapi": {rate: 5000, p99: 12, to: baselines["fastapi"], body: 3}
} as $goals
| . as $all
| def rates($name): [$all.load[] | select(.name == $name) | .requests / .seconds];
  def p99s($name): [$all.load[] | select(.name == $name) | .p99];
  def of($kind; $name): [$all[$kind][] | select(.name == $name)];
  "One row of CSV per request, 32 connections; \($all.load | group_by(.name) | .[0] | length) runs each, by turns.\n",
  (["container", "requests/s", "min–max", "p50, ms", "p99, ms", "min–max", "ratio", "goal", ""], ["---", "---:", "---:", "---:", "---:", "---:", "---:", "---", "---"] | line),
  (["kestrel-nginx", "csharp", "kestrel", "csharp-alone", "wsgi", "habit", "flask", "fastapi"][] as $n
    | $goals[$n] as $g
    | (if $g then (rates($n) | median) / (rates($g.to) | median) else null end) as $ratio
    | [$titles[$n], (rates($n) | median | whole), (rates($n) | range(whole)), (of("load"; $n) | map(.p50) | median | tenths),
       (p99s($n) | median | tenths), (p99s($n) | range(tenths)),
       (if $g then "\($ratio | hundredths) × \($titles[$g.to] | split(":")[0])" else "" end),
       (if $g then "≥ \($g.rate | whole)/s, p99 ≤ \($g.p99) ms" + (if $g.ratio then ", ≥ \($g.ratio) ×" else "" end) else "" end),
       (if $g then [((rates($n) | median) >= $g.rate | "rate " + verdict), ((p99s($n) | median) <= $g.p99 | "p99 " + verdict),
          (select($g.ratio) | $ratio >= $g.ratio | "ratio " + verdict)] | join(", ") else "" end)]
    | line),
  "\nA body of \($all.body[0].bytes / 1e6 | round) MB of CSV, whole; memory is what the container's processes hold at most, over the body.\n",
  (["container", "s", "min–max", "memory, × body", "min–max", "before it", "goal", ""], ["---", "---:", "---:", "---:", "---:", "---:", "---", "---"] | line),
  ($goals | keys_unsorted[] as $n | of("body"; $n) as $b
    | [$titles[$n], ($b | map(.seconds) | median | hundredths), ($b | map(.seconds) | range(hundredths)),
       ($b | map(.highest / .bytes) | median | hundredths), ($b | map(.highest / .bytes) | range(hundredths)),
       ($b | map(.before / .bytes) | min | hundredths),
       "≤ \($goals[$n].body) s, never over 6 ×",
       "time \(($b | map(.seconds) | median) <= $goals[$n].body | verdict), memory \(($b | map(.highest / .bytes) | max) <= 6 | verdict)"]
    | line),
  "\n`/ping` on a new connection each time, under the load of 32 connections; then invocations over 500 connections.\n",
  (["container", "ping p50, ms", "p99", "min–max", "goal", "", "at 500: requests/s", "p99, ms", "failed of all", ""], ["---", "---:", "---:", "---:", "---", "---", "---:", "---:", "---:", "---"] | line),
  ($goals | keys_unsorted[] as $n | of("ping"; $n) as $p | of("many"; $n)[0] as $m
    | ([of("load"; $n), of("many"; $n), $p, of("body"; $n)] | add | map((.not_ok // 0) + (.cut // 0) + (.slow // 0)) | add) as $failed
    | [$titles[$n], ($p | map(.p50) | median | tenths), ($p | map(.p99) | median | tenths), ($p | map(.p99) | range(tenths)), "≤ 50 ms",
       (($p | map(.p99) | median) <= 50 | verdict), ($m.requests / $m.seconds | whole), ($m.p99 | tenths), ($failed | whole), ($failed == 0 | verdict)]
    | line)
