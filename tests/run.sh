#!/usr/bin/env bash
# Builds IoTWatch, checks its formatting and runs every test project.
#
#   tests/run.sh [--no-install] [PROJECT…]
#
# PROJECT is a part of a test project's name (Core, Server…); none = all. As root on Debian or Ubuntu, the servers that
# the tests talk to are installed when missing (--no-install leaves the machine alone) and stay stopped; without them
# their tests are skipped, or, with CI=true, the run fails. Results: tests/TestResults/*.trx.
# Two test projects run at a time, the formatting check beside them; each one's output comes when it has ended.
# The last line reads "N passed, N failed, N skipped". Exit code: 0 all well, 1 anything else.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en
export MSBUILDDISABLENODEREUSE=1 # no build node outlives this script
readonly RESULTS=tests/TestResults
readonly HANG_LIMIT=5m # one test, silent for that long, is hung
readonly AT_ONCE=2

install=yes
only=()
for argument in "$@"; do
    case $argument in
        --no-install) install=no ;;
        -h | --help) sed -n '2,10s/^# \{0,1\}//p' "$0"; exit 0 ;;
        -*) echo "tests/run.sh: unknown option $argument (see --help)" >&2; exit 1 ;;
        *) only+=("$argument") ;;
    esac
done

failures=() # one line for each thing that went wrong beside a failed test
began=$SECONDS
step() { printf '\n== %s (at %d s)\n' "$1" $((SECONDS - began)); }

# --- the servers that tests talk to: command and Debian package
servers() { printf '%s\n' 'mosquitto mosquitto' 'influxd influxdb' 'redis-server redis-server' 'chromium chromium'; }

missing() {
    servers | while read -r program package; do
        command -v "$program" >/dev/null || echo "$package"
    done
}

# Another program may hold a lock of apt: waits for it, at most five minutes for each lock.
apt_when_free() {
    local until=$((SECONDS + 300))
    until apt-get -o DPkg::Lock::Timeout=300 "$@" >"$RESULTS/apt.log" 2>&1; do
        if ((SECONDS >= until)) || ! grep -q 'Could not get lock' "$RESULTS/apt.log"; then return 1; fi
        sleep 3
    done
}

install_missing() {
    local policy=/usr/sbin/policy-rc.d placed=no
    # Debian starts what it installs, unless this file says no. The tests start their own, on free ports.
    if [[ ! -e $policy ]] && printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy"; then placed=yes; fi
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 # a list of words
    apt_when_free update -qq && apt_when_free install -y -qq --no-install-recommends $1 ||
        { echo "apt could not install: $1" && tail -n 5 "$RESULTS/apt.log"; }
    if [[ $placed == yes ]]; then rm -f "$policy"; fi
    # Neither now nor at the next boot.
    if [[ -d /run/systemd/system ]]; then systemctl disable --now $1 >/dev/null 2>&1; fi
}

# --- what the TRX files say
counters() { # total executed passed, of one file
    grep -o '<Counters [^>]*>' "$1" | head -n 1 |
        sed -n 's/.* total="\([0-9]*\)" executed="\([0-9]*\)" passed="\([0-9]*\)" .*/\1 \2 \3/p'
}

skips() { # "count × reason", of all files
    awk '/<UnitTestResult / { skipped = /outcome="NotExecuted"/ }
         skipped && sub(/.*<Message>/, "") { sub(/<\/Message>.*/, ""); print; skipped = 0 }' "$RESULTS"/*.trx |
        sed 's/&quot;/"/g; s/&apos;/'\''/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g; s/^ *//; s/ *$//' |
        sort | uniq -c | sort -rn | sed 's/^ *\([0-9]*\) /  \1 × /'
}

passed=0 failed=0 skipped=0
finish() {
    if ((passed + failed == 0)); then failures+=("no test was executed"); fi
    if ((skipped > 0)); then
        printf '\nSkipped:\n'
        skips
    fi
    if ((${#failures[@]} > 0)); then
        printf '\nWrong:\n'
        printf '  %s\n' "${failures[@]}"
    fi
    printf '\nTook %d s.\n%d passed, %d failed, %d skipped\n' $((SECONDS - began)) "$passed" "$failed" "$skipped"
    if ((failed + ${#failures[@]} > 0)); then exit 1; fi
    exit 0
}

rm -rf "$RESULTS"
mkdir -p "$RESULTS"

if ! command -v dotnet >/dev/null; then
    failures+=("dotnet is not installed: the .NET SDK named in global.json is needed")
    finish
fi

# Installing waits for the network, building for the processor: both at once.
absent=$(missing | tr '\n' ' ')
installing=
if [[ -n $absent && $install == yes && $EUID -eq 0 ]] && command -v apt-get >/dev/null; then
    step "Installing $absent, beside the build"
    install_missing "$absent" &
    installing=$!
fi

step "Building"
built=yes
# One compiler for all projects saves a third of the build's time; it is ours alone, and ends with the build.
compiler=iotwatch-$$
dotnet build IoTWatch.sln -c Release -v q -tl:off -clp:NoSummary \
    -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler" || built=no
pkill -f -- "-pipename:$compiler" || true
if [[ -n $installing ]]; then wait "$installing"; fi
if [[ $built == no ]]; then
    failures+=("the build failed")
    finish
fi

absent=$(missing | tr '\n' ' ')
if [[ -n $absent ]]; then
    if [[ ${CI:-} == true ]]; then
        failures+=("not installed: ${absent% }")
    else
        echo "Not installed: ${absent% }. Tests that need them are skipped."
    fi
fi

# --- the jobs that run two at a time; each leaves its exit code beside its output
job() { # name, command…
    local name=$1 code
    shift
    "$@" >"$RESULTS/$name.log" 2>&1
    code=$?
    echo "$code" >"$RESULTS/$name.exit"
    printf '%s\n' "$(step "$name" && cat "$RESULTS/$name.log")"
}

# Code style and analysis are errors of the build already; in CI the whole command repeats them, which takes a minute.
format() {
    local part=whitespace
    if [[ ${CI:-} == true ]]; then part=; fi
    dotnet format $part IoTWatch.sln --verify-no-changes --no-restore
}

tests_of() { # The built assembly: to name the project would evaluate it, and all it refers to, once more.
    dotnet test "tests/$1/bin/Release/net10.0/$1.dll" -v q --results-directory "$RESULTS" \
        --logger "trx;LogFileName=$1.trx" \
        --blame-hang --blame-hang-timeout "$HANG_LIMIT" --blame-hang-dump-type none
}

wanted() { # project
    local part
    if ((${#only[@]} == 0)); then return 0; fi
    for part in "${only[@]}"; do if [[ $1 == *"$part"* ]]; then return 0; fi; done
    return 1
}

projects=()
# Those that take longest come first.
for project in tests/IoTWatch.{Browser,Server}.Tests/*.csproj tests/*.Tests/*.csproj; do
    name=$(basename "$project" .csproj)
    if [[ " ${projects[*]} " != *" $name "* ]] && wanted "$name"; then projects+=("$name"); fi
done

step "Checking the formatting and running ${#projects[@]} test projects, two at a time"
for name in "${projects[@]:0:2}" Formatting "${projects[@]:2}"; do
    while (($(jobs -rp | wc -l) >= AT_ONCE)); do wait -n; done
    if [[ $name == Formatting ]]; then job "$name" format & else job "$name" tests_of "$name" & fi
done
wait

if [[ $(cat "$RESULTS/Formatting.exit") != 0 ]]; then
    failures+=("dotnet format would change files: run it")
fi
for name in "${projects[@]}"; do
    code=$(cat "$RESULTS/$name.exit")
    read -r total executed good < <(counters "$RESULTS/$name.trx" 2>/dev/null)
    passed=$((passed + ${good:-0}))
    skipped=$((skipped + ${total:-0} - ${executed:-0}))
    # Timed out and aborted tests are executed, but neither passed nor failed.
    failed=$((failed + ${executed:-0} - ${good:-0}))
    if ((code != 0 && ${executed:-0} == ${good:-0})); then
        failures+=("$name: the test host ended with code $code")
        failed=$((failed + 1))
    elif ((${total:-0} == 0)); then
        failures+=("$name: holds no test, or left no results")
    fi
done

finish
