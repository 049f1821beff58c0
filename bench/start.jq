include "figures";

titles as $titles
| {"kestrel": null, "csharp": 250, "csharp-alone": 250, "flask": 800, "fastapi": 800} as $goals
| . as $all
| "From `docker run` to the first 200 on `/ping`, over `docker run IMAGE true`; \($all.starts | group_by(.name) | .[0] | length) runs each, by turns.\n",
  (["container", "over it, ms", "min–max", "`serve`, ms", "`true`, ms", "ratio", "goal", "", "a further worker, MB"], ["---", "---:", "---:", "---:", "---:", "---:", "---", "---", "---:"] | line),
  ($goals | to_entries[] as {key: $n, value: $goal}
    | [$all.starts[] | select(.name == $n)] as $s
    | ($s | map(.start - .true)) as $over
    | [$all.weights[] | select(.name == $n)] as [$one, $five]
    | [$titles[$n], ($over | median | whole), ($over | range(whole)), ($s | map(.start) | median | whole), ($s | map(.true) | median | whole),
       (($s | map(.start) | median) / ($s | map(.true) | median) | hundredths), if $goal then "≤ \($goal) ms", ($over | median <= $goal | verdict), (($five.bytes - $one.bytes) / 4e6 | tenths) else "", "", "" end]
    | line)
