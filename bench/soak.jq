include "figures";
include "soaked";

titles as $titles
| "\(.seconds) s each after \(.subjects[0].warm) s to warm up, 32 connections at 80 % of the maximum measured just before; 1 % of the requests are bad, two clients read slowly, ten connections a second are dropped. Memory and open files are medians of windows of \(.subjects[0].slice) s: the highest may be \(memory_tolerance) × the first, and \(files_tolerance) files more. p99 of the last minute may be \(p99_tolerance) × that of the first\(if .seconds < 120 then "; this run is too short to say" else "" end).\n",
  (["container", "maximum, requests/s", "sent", "lost", "bad", "not as due", "memory, MB", "highest", "open files", "highest", "p99 first, ms", "last", ""],
   ["---", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---"] | line),
  (.subjects[]
    | [$titles[.name], (.maximum | whole), ([.good[], .bad[]] | (map(.requests) | add) / (map(.seconds) | add) * 2 | whole), (lost | tostring),
       ([.bad[].bad] | add | whole), (wrong | tostring),
       (.windows[0].bytes / 1e6 | tenths), (.windows | growth(.bytes) * 100 - 100 | "+\(tenths) %"),
       (.windows[0].files | tostring), (.windows | map(.files) | max | tostring), (.good[1].p99 | tenths), (.good[-1].p99 | tenths), (.missed == [] | verdict)]
    | line)
