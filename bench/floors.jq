# What floors holds the ratios to: 70 % of those that serving measured. FastAPI swings by more than that from run to run.
include "figures";

. as $all
| def rate($name): [$all.load[] | select(.name == $name) | .requests / .seconds] | median;
  {commit: $all.machine.commit, ratios: (baselines | del(.["csharp-alone"], .fastapi) | with_entries(
    .key as $name | .value as $baseline | (rate($name) / rate($baseline)) as $ratio
    | .value = {over: $baseline, measured: ($ratio * 100 | round / 100), floor: ($ratio * 70 | floor / 100)}))}
