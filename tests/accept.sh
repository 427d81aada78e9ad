#!/usr/bin/env bash
# Accepts the present alerts: rewrites tests/scenarios/*/alerts.expected.jsonl, then runs the scenarios again.
#
#   tests/accept.sh
#
# Read the difference (git diff tests/scenarios) before you commit it.
# Exit code: 0 all scenarios pass afterwards, 1 they do not.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
readonly PROJECT=tests/IoTWatch.Cli.Tests
scenarios() {
    dotnet test "$PROJECT" -c Release --no-build -v q --filter FullyQualifiedName~IoTWatch.Cli.Tests.Scenarios
}

dotnet build "$PROJECT" -c Release -v q -tl:off -clp:NoSummary || exit 1
# A scenario whose file is rewritten fails on purpose.
IOTWATCH_ACCEPT=1 scenarios
scenarios || exit 1
git --no-pager diff --stat -- tests/scenarios
