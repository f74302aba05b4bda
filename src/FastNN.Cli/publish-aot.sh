#!/bin/sh
# Publishes the tool as one native file, compiled ahead of time.
#
#   publish-aot.sh [BASELINE] [OUTPUT_FOLDER]
#
# BASELINE is what the compiler may count on. `native` (the default) is whatever this machine has; for other machines name a level,
# x86-64-v2, x86-64-v3 or x86-64-v4, or give the compiler's own words (its option --instruction-set), such as avx2,bmi,fma.
# The file states its baseline in `fastnn doctor`, which warns where the CPU could do more.
# RID names the platform, linux-x64 by default; FRAMEWORK forces net10.0 or net9.0.
set -eu

baseline=${1:-native}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
rid=${RID:-linux-x64}
work=$here/../../artifacts/aot
output=${2:-$work/$rid-$baseline}
project=$here/FastNN.Cli.csproj

# The compiler and the runtime pack are packages, and not every mirror has those of the newest release.
framework=${FRAMEWORK:-}
if [ -z "$framework" ]; then
    framework=net9.0
    if dotnet restore "$project" -r "$rid" --artifacts-path "$work" -p:PublishAot=true -p:TargetFrameworks=net10.0 >/dev/null 2>&1; then
        framework=net10.0
    fi
fi

# The levels of the x86-64 psABI by name are known to the compiler of .NET 10; that of .NET 9 takes lists.
instructions=$baseline
if [ "$framework" = net9.0 ]; then
    v2=sse4.2,popcnt
    v3=$v2,avx2,bmi,bmi2,fma,lzcnt,movbe
    case $baseline in
        x86-64-v2) instructions=$v2 ;;
        x86-64-v3) instructions=$v3 ;;
        x86-64-v4) instructions=$v3,avx512f,avx512f_vl,avx512bw,avx512bw_vl,avx512cd,avx512cd_vl,avx512dq,avx512dq_vl ;;
    esac
fi

# A comma separates properties on the command line of dotnet, except as %2c.
escaped=$(printf %s "$instructions" | sed 's/,/%2c/g')
escaped_baseline=$(printf %s "$baseline" | sed 's/,/%2c/g')

# Intermediate files have a place of their own, so that ordinary builds need no new restore afterwards.
dotnet publish "$project" -c Release -f "$framework" -r "$rid" -o "$output" --artifacts-path "$work" \
    "-p:TargetFrameworks=$framework" -p:PublishAot=true "-p:IlcInstructionSet=$escaped" "-p:FastNNBaseline=$escaped_baseline"

echo "published $output/fastnn ($framework, $rid, baseline $baseline, $(wc -c < "$output/fastnn" | tr -d ' ') bytes)"
