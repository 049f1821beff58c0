include "figures";

{
  "kestrel": ["the limit: bare Kestrel", null],
  "csharp": ["C#, ML.NET behind nginx", 250],
  "csharp-alone": ["C#, ML.NET alone", 250],
  "flask": ["Python, scikit-learn, Flask behind nginx", 800],
  "fastapi": ["Python, scikit-learn, FastAPI behind nginx", 800]
} as $goals
| . as $all
| "From `docker run` to the first 200 on `/ping`, over `docker run IMAGE true`; \($all.starts | group_by(.name) | .[0] | length) runs each, by turns.\n",
  (["container", "over it, ms", "min–max", "`serve`, ms", "`true`, ms", "ratio", "goal", "", "a further worker, MB"], ["---", "---:", "---:", "---:", "---:", "---:", "---", "---", "---:"] | line),
  ($goals | to_entries[] as {key: $n, value: [$title, $goal]}
    | [$all.starts[] | select(.name == $n)] as $s
    | ($s | map(.start - .true)) as $over
    | [$all.weights[] | select(.name == $n)] as [$one, $five]
    | [$title, ($over | median | whole), ($over | range(whole)), ($s | map(.start) | median | whole), ($s | map(.true) | median | whole),
       (($s | map(.start) | median) / ($s | map(.true) | median) | hundredths), if $goal then "≤ \($goal) ms", ($over | median <= $goal | verdict), (($five.bytes - $one.bytes) / 4e6 | tenths) else "", "", "" end]
    | line)
