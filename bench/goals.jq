include "figures";

# {rows: [{name, values, to?, over?, limit, unit?}]}: medians with their limits. `over` names the row that is taken off first,
# `to` the one the ratio is to; a row without a limit is a baseline.
.rows as $rows
| def row($name): $rows[] | select(.name == $name);
  (["what", "median", "min–max", "ratio", "goal", ""], ["---", "---:", "---:", "---:", "---", "---"] | line),
  ($rows[] | . as $row
    | (if .over then row(.over).values | median else 0 end) as $off
    | (.unit // "ms") as $unit
    | (if .over then " over `\(.over)`" else "" end) as $beyond
    | [.name, "\((.values | median) - $off | tenths) \($unit)\($beyond)", "\((.values | min) - $off | tenths)–\((.values | max) - $off | tenths)",
       (if .to then "\((.values | median) / (row(.to).values | median) | hundredths) × `\(.to)`" else "" end),
       (if .limit then "≤ \(.limit) \($unit)" else "" end),
       (if .limit then (.values | median) - $off <= .limit | verdict else "" end)]
    | line)
