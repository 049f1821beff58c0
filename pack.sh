#!/usr/bin/env bash
# pack.sh FOLDER — every package into FOLDER: the templates, and the tool (native for this platform, portable, and the one that points to them).
set -euo pipefail
cd "$(dirname "$0")"
folder=${1:?usage: pack.sh FOLDER}
rid=${RID:-linux-$(uname -m | sed "s/x86_64/x64/; s/aarch64/arm64/")}
dotnet pack src/Scaffold.Templates -o "$folder"
dotnet pack src/Scaffold.Cli -o "$folder" -r "$rid" -p:Native=true -p:ToolRuntimes="$rid"
dotnet pack src/Scaffold.Cli -o "$folder" -r any
dotnet pack src/Scaffold.Cli -o "$folder" -p:Native=true -p:ToolRuntimes="$rid"
