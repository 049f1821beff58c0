-- What wrk sends: one row of CSV; and what it says at the end: one line of JSON on stderr, where no table is.
wrk.method = "POST"
wrk.headers["Content-Type"] = "text/csv"
wrk.body = "5.1,3.5,1.4,0.2\n"

-- With RATE in the environment so many a second, by a clock that does not wait for the answers; what is late is made up for,
-- as long as it is less than a second.
local rate = tonumber(os.getenv("RATE"))
if rate then
  local ffi = require("ffi")
  ffi.cdef("typedef struct { long seconds, nanoseconds; } moment; int clock_gettime(int clock, moment *now);")
  local moment, due = ffi.new("moment"), nil

  function delay() -- milliseconds until the next one
    ffi.C.clock_gettime(1, moment)
    local now = tonumber(moment.seconds) * 1e3 + tonumber(moment.nanoseconds) / 1e6
    due = math.max((due or now) + 1e3 / rate, now - 1e3)
    return math.max(0, due - now)
  end
end

-- With BAD in the environment every second row is bad: for one connection, where an answer belongs to the last request.
if os.getenv("BAD") then
  local good, refused, is_bad, threads = nil, nil, false, {}
  bad, wrong = 0, 0 -- of this thread: global, since only so done() can ask for them

  function setup(thread)
    table.insert(threads, thread)
  end

  function init()
    good, refused = wrk.format(), wrk.format(nil, nil, nil, "5.1,abc,1.4,0.2\n")
  end

  function request()
    is_bad = not is_bad
    return is_bad and refused or good
  end

  function response(status)
    bad = bad + (is_bad and 1 or 0)
    wrong = wrong + ((is_bad and math.floor(status / 100) ~= 4 or not is_bad and status ~= 200) and 1 or 0)
  end

  function mixed()
    return string.format(', "bad": %d, "wrong": %d', threads[1]:get("bad"), threads[1]:get("wrong"))
  end
end

function done(summary, latency)
  local errors = summary.errors
  io.stderr:write(string.format(
    '{"requests": %d, "seconds": %.6f, "p50": %.3f, "p99": %.3f, "max": %.3f, "not_ok": %d, "cut": %d, "slow": %d%s}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3,
    errors.status, errors.connect + errors.read + errors.write, errors.timeout, mixed and mixed() or ""))
end
