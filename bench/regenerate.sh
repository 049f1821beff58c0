# shellcheck shell=bash disable=SC2154 # the variables are bench.sh's
# regenerate — many repositories in one command, by the native binary: seconds, milliseconds for each, peak memory. Half of them are
# Python, half C#: copies of two. `check` finds nothing to do; `update` changes a parameter in all of them and writes. COUNTS names how
# many. As a floor, cookiecutter writes ten of them anew, and keeps nothing. Sourced by bench.sh.
measured() { # COMMAND... — "seconds megabytes" of its whole run
  python3 - "$@" <<'PY'
import resource, subprocess, sys, time
begun = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(round(time.perf_counter() - begun, 2), round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024))
PY
}

printf '\nregenerate — %s, %s cores, %s\n\n' "$(uname -sm)" "$(nproc)" "$(date -u +%F)"
echo '| repositories | check, s | ms each | peak, MB | update, s | ms each | peak, MB |'
echo '| ---: | ---: | ---: | ---: | ---: | ---: | ---: |'
"$native" new my-model --language csharp --output "$work/of-0" >/dev/null 2>&1
"$native" new my-model --language python --output "$work/of-1" >/dev/null 2>&1
for count in ${COUNTS:-10 100 1000}; do
  mkdir -p "$work/fleet-$count"
  for ((n = 1; n <= count; n++)); do
    cp -r "$work/of-$((n % 2))" "$work/fleet-$count/model-$n"
  done
  read -r check check_peak < <(cd "$work/fleet-$count" && measured "$native" regenerate --check model-*)
  read -r update update_peak < <(cd "$work/fleet-$count" && measured "$native" regenerate --set proxy=none model-*)
  jq -rn --argjson n "$count" --argjson c "$check" --argjson cp "$check_peak" --argjson u "$update" --argjson up "$update_peak" \
    '"| \($n) | \($c) | \($c * 10000 / $n | round / 10) | \($cp) | \($u) | \($u * 10000 / $n | round / 10) | \($up) |"'
  rm -rf "$work/fleet-$count"
done

template=$work/cookiecutter-floor
mkdir -p "$template"
cp -r "$work/of-1" "$template/{{cookiecutter.name}}"
printf '{"name": "my-model", "_copy_without_render": ["*"]}\n' >"$template/cookiecutter.json"
read -r floor _ < <(measured bash -c "for n in 1 2 3 4 5 6 7 8 9 10; do cookiecutter --no-input -o '$work/anew' '$template' name=model-\$n; done")
echo
echo "cookiecutter, ten repositories of the same files written anew, copied without rendering: $floor s"
