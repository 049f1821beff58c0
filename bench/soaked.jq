# What soak holds a container to.
include "figures";

# Medians of windows as long as a run of wrk, after the first, which warms it up.
def windows: . as $s | [range(0; $s.good | length - 1) as $i | [$s.samples[] | select(.at >= $s.warm + $i * $s.slice and .at < $s.warm + ($i + 1) * $s.slice)]
  | {bytes: map(.bytes) | median, files: map(.files) | median}];

def memory_tolerance: 1.05;
def files_tolerance: 64; # connections that nginx may keep idle
def p99_tolerance: 1.5;
def growth(f): map(f) | max / .[0];

def lost: ([.good[] | .not_ok + .cut + .slow] | add) + ([.bad[] | .cut + .slow] | add) + .rough.lost;
def wrong: [.bad[].wrong] | add;

# A collector's memory goes up and down, by less than half, and a short run may see only the way up: it is watched again. What leaks grows
# in every watch.
def may_be_collector: . as $s | windows | growth(.bytes) > memory_tolerance and growth(.bytes) < 1.5 and ($s | lost + wrong == 0);

def missed: [
  (select(lost > 0) | "\(lost) good requests were lost or not answered with 200 \(.rough.reasons | join("; "))"),
  (select(wrong > 0) | "\(wrong) answers were not the 4xx of a bad request or the 200 of a good one"),
  (select([.good[].requests] | add == 0) | "no request was answered"),
  (select(.windows | growth(.bytes) > memory_tolerance)
    | "memory grew to \(.windows | growth(.bytes) | hundredths) × the first window's (limit \(memory_tolerance)): \([.windows[].bytes / 1e6 | tenths] | join(", ")) MB"),
  (select((.windows | map(.files) | max) > .windows[0].files + files_tolerance)
    | "open files grew by more than \(files_tolerance): \([.windows[].files | tostring] | join(", "))"),
  (select(.slice >= 60 and .good[-1].p99 > .good[1].p99 * p99_tolerance)
    | "p99 of the last minute is \(.good[-1].p99 | tenths) ms, of the first \(.good[1].p99 | tenths) (limit \(p99_tolerance) ×)")];
