-- What wrk sends: one row of CSV; and what it says at the end: one line of JSON on stderr, where no table is.
wrk.method = "POST"
wrk.headers["Content-Type"] = "text/csv"
wrk.body = "5.1,3.5,1.4,0.2\n"

function done(summary, latency, requests)
  local errors = summary.errors
  io.stderr:write(string.format(
    '{"requests": %d, "seconds": %.6f, "p50": %.3f, "p99": %.3f, "max": %.3f, "not_ok": %d, "cut": %d, "slow": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3,
    errors.status, errors.connect + errors.read + errors.write, errors.timeout))
end
