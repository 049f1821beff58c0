#!/usr/bin/env bash
# pack.sh FOLDER — every package into FOLDER: the templates, and the tool (native for this platform, portable, and the one that points to them).
set -euo pipefail
cd "$(dirname "$0")"
folder=${1:?usage: pack.sh FOLDER}
rid=${RID:-linux-$(uname -m | sed "s/x86_64/x64/; s/aarch64/arm64/")}
pack() { dotnet pack "$@" -o "$folder" -p:RunAnalyzers=false; } # dotnet build runs them
pack src/Scaffold.Templates
pack src/Scaffold.Cli -r "$rid" -p:Native=true -p:ToolRuntimes="$rid"
pack src/Scaffold.Cli -r any
pack src/Scaffold.Cli -p:Native=true -p:ToolRuntimes="$rid"
