include "figures";

# {limit, waits, runs: [{name, verdict, timings, checks}]}: a row for each kind of repository, then the checks that took longest in any.
def phase(name): map(.timings[name] // 0) | median | tenths;
.limit as $limit | .waits as $waits
| "A whole default verdict on an image already built, s; \(.runs | group_by(.name)[0] | length) runs each. Phases run side by side, so that they add up to more than the whole.", "",
  (["options of `new`", "verdict", "whole", "min–max", "goal", "", "static", "image", "train", "pack", "serve"],
   ["---", "---", "---:", "---:", "---", "---", "---:", "---:", "---:", "---:", "---:"] | line),
  (.runs | group_by(.name)[] | (map(.timings.total)) as $whole
    | ["`\(.[0].name)`", (map(.verdict) | unique | join(", ")), ($whole | median | tenths), ($whole | range(tenths)), "≤ \($limit)", ($whole | median <= $limit | verdict),
       phase("static"), phase("image"), phase("train"), phase("pack"), phase("serve")]
    | line),
  "", "The checks that take longest: the median of the repository where it is highest.", "",
  (["check", "s", "what it judges", "what it waits for"], ["---", "---:", "---", "---"] | line),
  ([.runs | group_by(.name)[] | [.[].checks[]] | group_by(.id)[] | {id: .[0].id, title: .[0].title, seconds: (map(.seconds) | median)}]
    | group_by(.id) | map(max_by(.seconds)) | sort_by(-.seconds)[0:6][]
    | [.id, (.seconds | tenths), .title, ($waits[.id] // "")]
    | line)
