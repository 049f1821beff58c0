# What the tables share. The tables take medians; a count of errors is a sum.
def median: sort | .[length / 2 | floor];
def number: tostring | if test("^[0-9]{4,}$") then .[:-3] + "," + .[-3:] else . end;
def whole: round | number;
def tenths: . * 10 | round / 10 | tostring;
def hundredths: . * 100 | round / 100 | tostring;
def range(f): "\(min | f)–\(max | f)";
def verdict: if . then "met" else "**missed**" end;
def line: "| " + join(" | ") + " |";

# The container each of ours is compared to.
def baselines: {"csharp": "kestrel-nginx", "csharp-alone": "kestrel", "flask": "habit", "fastapi": "habit"};

# What a table calls each container.
def titles: {
  "kestrel": "the limit: bare Kestrel",
  "kestrel-nginx": "the limit: nginx and bare Kestrel",
  "wsgi": "the limit: raw WSGI, same gunicorn and nginx",
  "habit": "the habit: nginx, gunicorn, Flask, pandas",
  "csharp": "C#, ML.NET behind nginx",
  "csharp-alone": "C#, ML.NET alone",
  "flask": "Python, scikit-learn, Flask behind nginx",
  "fastapi": "Python, scikit-learn, FastAPI behind nginx",
  "own": "the repository"
};
