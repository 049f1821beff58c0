include "figures";

# After a fifth of the time, which is warm-up, the medians of the second fifth and of the last.
def window($name; $from; $to): . as $all | [$all.soak.watched.samples[] | select(.at >= $from / 5 * $all.seconds and .at < $to / 5 * $all.seconds + 1) | .[$name]] | median;

. as $all
| ($all.seconds >= 600) as $is_long
| "\($all.seconds) s of load \(if $all.together then "on all at once, together at 80 % of what each can alone" else "on each, at 80 % of the most that was measured just before" end): good requests of one row over 32 connections, and one in a hundred is bad; two clients read answers of 40,000 rows slowly, and one hangs up five times a second.\n",
  (["container", "most, requests/s", "asked for", "sent", "bad, refused", "read slowly", "hung up", "lost or 5xx", ""], ["---", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---"] | line),
  ($all.soaks[] | (.slices | map(.not_ok + .cut + .slow) | add) as $failed
    | [titles[.name] // .name, (.most | whole), (.rate | whole), ((.slices | map(.requests) | add) / (.slices | map(.seconds) | add) | whole),
       (.watched.bad // 0 | whole), (.watched.slow // 0 | whole), (.watched.dropped // 0 | whole), ($failed + .watched.lost | whole),
       ($failed + .watched.lost == 0 and .watched.bad > 0 and .watched.slow > 0 | verdict)]
    | line),
  "\nMedians of the second fifth of the time, the first being warm-up, and of the last; what falls is no miss. p99 of the first \(if $is_long then "minute" else "part" end) and of the last.\n",
  (["container", "memory, MB", "growth", "goal", "", "file descriptors", "goal", "", "p99, ms", "goal", ""], ["---", "---:", "---:", "---", "---", "---:", "---", "---", "---:", "---", "---"] | line),
  ($all.soaks[] | . as $soak | ($all + {$soak})
    | [window("memory"; 1, 4; 2, 5)] as [$m1, $_, $__, $m2]
    | [window("descriptors"; 1, 4; 2, 5)] as [$d1, $_, $__, $d2]
    | [$soak.slices[0, -1].p99] as [$p1, $p2]
    | [titles[$soak.name] // $soak.name, "\($m1 / 1e6 | tenths) → \($m2 / 1e6 | tenths)", "\(($m2 / $m1 - 1) * 100 | tenths) %", "≤ 5 %", ($m2 <= 1.05 * $m1 | verdict),
       "\($d1 | whole) → \($d2 | whole)", "≤ 5 % and 4 more", ($d2 <= 1.05 * $d1 + 4 | verdict),
       "\($p1 | tenths) → \($p2 | tenths)", (if $is_long then "≤ 1.5 ×" else "" end), (if $is_long then $p2 <= 1.5 * $p1 | verdict else "" end)]
    | line),
  ($all.soaks[] | titles[.name] as $title | .watched.faults[] | "\n\($title // "given"): \(.)")
