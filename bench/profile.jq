include "figures";

# The part of the program that a symbol is of.
def part:
  if .of | test("^\\[kernel") then "kernel"
  elif .of | test("^lib(coreclr|clrjit|clrgc|c)\\.|^ld-linux") then "runtime"
  elif (.of | test("^libm\\.")) or (.symbol | test("Microsoft\\.ML")) then "mlnet"
  elif .symbol | test("System\\.Number::|System\\.Number/|Utf8Parser") then "numbers"
  elif (.of | test("^serve\\.dll")) or (.symbol | test("\\[serve\\]")) then "serving"
  else "library" end;

titles as $titles
| . as $all
| def of($name; f): [$all.load[] | select(.name == $name) | f] | median;
  def each($name; $program): of($name; (.spent[$program] // 0) / .requests * 1e6);
  def layers($name): $all.layers[] | select(.name == $name);
  "Processor time of a request under 32 connections, by process, in µs; the client and the kernel's own share of the two cores are not in it. Medians of \($all.load | group_by(.name) | .[0] | length) runs.\n",
  (["container", "requests/s", "server", "nginx", "the engine", "together"], ["---", "---:", "---:", "---:", "---:", "---:"] | line),
  ("kestrel-nginx", "csharp", "wsgi", "flask", "fastapi", "habit" | . as $n
    | [$titles[$n], (of($n; .requests / .seconds) | whole), (each($n; "server") | whole), (each($n; "nginx") | whole), (each($n; "engine") | whole),
       (of($n; (.spent | add) / .requests * 1e6) | whole)]
    | line),
  "\nOf the server's part in Python, in µs; the first three in one process without a socket, and the rest is what remains of the table above: gunicorn or uvicorn, reading and writing sockets, and threads that wait for each other.\n",
  (["container", "the model's `predict`", "reading and checking the row, writing the answer", "Flask or FastAPI", "the rest"], ["---", "---:", "---:", "---:", "---:"] | line),
  ("flask", "fastapi" | . as $n | layers($n)
    | [$titles[$n], (.predict | whole), (.model - .predict | whole), (.app - .model | whole), (each($n; "server") - .app | whole)]
    | line),
  "\nOf a body of 25 MB in \($titles["csharp-alone"]), % of the samples of its processor time; a body took \($all.large.bodies | median | hundredths) s while it was sampled.\n",
  (["numbers from text", "lines, columns, labels, the answer", "ML.NET", "the rest of the class library", "the runtime: collector, compiler", "the kernel: sockets, memory"]
    | ., map("---:") | line),
  ($all.large.symbols | group_by(part) | map({key: (.[0] | part), value: (map(.share) | add | tenths)}) | from_entries
    | [.numbers, .serving, .mlnet, .library, .runtime, .kernel] | line),
  "\nWhat the start imports, one after the other, in ms. It is imported once, before gunicorn forks; the rest of the start is forking, nginx, and Python itself.\n",
  (["container", "gunicorn", "the web framework", "NumPy", "the predictor and scikit-learn", "loading the model"], ["---", "---:", "---:", "---:", "---:", "---:"] | line),
  ("flask", "fastapi" | . as $n | layers($n).start | to_entries
    | [$titles[$n], (.[].value | whole)]
    | line)
