#!/bin/sh
# Whole processes against their peers on the same input, in turn (A B A B), pinned to one core, files in the page cache.
# Writes medians, ratios and peak memory to bench/results/<date>.md. Usage: bench/end-to-end.sh [RUNS] (default 3)
# Needs the shared captures (IOTWATCH_DATA, or ../shared/data beside the checkout); peers that are not installed are left out.
set -eu
cd "$(dirname "$0")/.."
runs=${1:-3}
data=${IOTWATCH_DATA:-../shared/data}
packets=2000000
out=bench/results/$(date -u +%F).md
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT

dotnet build src/IoTWatch.Cli -c Release -v q --nologo -m:1 >/dev/null
dotnet build bench/IoTWatch.Bench -c Release -v q --nologo -m:1 >/dev/null
pin=""
command -v taskset >/dev/null && pin="taskset -c 0"

pcap=$temp/home.pcap
made=$(dotnet bench/IoTWatch.Bench/bin/Release/net10.0/IoTWatch.Bench.dll repeat "$pcap" $packets \
    "$data"/benign/blink-cam-01.pcap.gz "$data"/benign/blink-cam-02.pcap.gz "$data"/benign/schlage-lock-01.pcap.gz "$data"/benign/ultraloq-hub-01.pcap.gz)
made=${made#"$temp"/}
packets=$(echo "$made" | sed 's/^[^:]*: \([0-9,]*\) packets.*/\1/; s/,//g')
zeek=$data/simulated/rita-missing-host
find "$zeek" -name '*.log.gz' | sort > "$temp/logs"
rows=$(xargs zcat < "$temp/logs" | grep -vc '^#')

ours="dotnet src/IoTWatch.Cli/bin/Release/net10.0/iotwatch.dll"
cat > "$temp/pcap.list" <<LIST
iotwatch|iotwatch channels|$ours channels $pcap
limit|cat (the limit)|cat $pcap
tshark|tshark -q -z conv,tcp|tshark -q -z conv,tcp -r $pcap
nfpcapd|nfpcapd, one file a day|nfpcapd -t 86400 -r $pcap -w $temp/nfcapd
LIST
cat > "$temp/zeek.list" <<LIST
iotwatch|iotwatch channels|$ours channels $zeek
local|iotwatch channels, one device declared|$ours channels $zeek --local 73.54.23.243/32
limit|zcat, wc -l (the limit)|sh -c 'xargs zcat < $temp/logs | wc -l'
awk|zcat, awk sums a column|sh -c 'xargs zcat < $temp/logs | awk -F"\\t" "{sum += \\\$19} END {print sum}"'
LIST

median() { sort -n | awk '{v[NR] = $1} END {print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }

# measure LIST UNITS: one table; each line of LIST is "key|label|command".
measure() {
    list=$1 units=$2 name=$3
    run=0
    while [ "$run" -le "$runs" ]; do   # run 0 warms the page cache and is not counted
        while IFS='|' read -r key label command; do
            tool=${command%% *}
            command -v "$tool" >/dev/null || continue
            rm -rf "$temp/nfcapd"; mkdir "$temp/nfcapd"
            eval "$pin /usr/bin/time -o '$temp/time' -f '%e %U %S %M' $command" >/dev/null 2>"$temp/stderr" || { echo "$label failed:" >&2; cat "$temp/stderr" >&2; exit 1; }
            [ "$run" -gt 0 ] && tail -1 "$temp/time" >> "$temp/$name.$key"
            [ "$key" = iotwatch ] && cp "$temp/stderr" "$temp/$name.said"
        done < "$list"
        run=$((run + 1))
    done
    base=$(awk '{print $1}' "$temp/$name.iotwatch" | median)
    cpubase=$(awk '{print $2 + $3}' "$temp/$name.iotwatch" | median)
    echo "| process | wall s (median of $runs) | CPU s | $4/s | × our wall | × our CPU | peak MiB |"
    echo "|---|---|---|---|---|---|---|"
    while IFS='|' read -r key label command; do
        [ -f "$temp/$name.$key" ] || { echo "| $label | not installed | | | | | |"; continue; }
        wall=$(awk '{print $1}' "$temp/$name.$key" | median)
        cpu=$(awk '{print $2 + $3}' "$temp/$name.$key" | median)
        peak=$(awk '{print $4}' "$temp/$name.$key" | median)
        echo "$label $wall $cpu $peak" | awk -v label="$label" -v wall="$wall" -v cpu="$cpu" -v peak="$peak" -v units="$units" -v base="$base" -v cpubase="$cpubase" \
            '{printf "| %s | %.2f | %.2f | %d | %.2f | %.2f | %.0f |\n", label, wall, cpu, (wall > 0 ? units / wall : 0), wall / base, cpu / cpubase, peak / 1024}'
    done < "$list"
}

# What the last run of ours said, without the paths of this machine.
said() { sed "s#$PWD/##g; s#$temp/##g; s#$data#data#g; s/^/    /" "$temp/$1.said"; }

# The rate in one process once the code is compiled.
warm() {
    printf '\nOnce warm, in one process:\n\n'
    $pin dotnet bench/IoTWatch.Bench/bin/Release/net10.0/IoTWatch.Bench.dll warm "$@" | sed 's/^/    /'
}

{
    echo "# End to end, $(date -u +%F)"
    echo
    echo "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), one core of $(nproc); load average before: $(cut -d' ' -f1-3 /proc/loadavg). $(dotnet --version)."
    echo "Whole processes with their start, in turn, files in the page cache. Commit $(git rev-parse --short HEAD)."
    echo
    echo "## Packet capture to channels"
    echo
    echo "Input: the four week-long captures merged into one home and repeated with shifted time and addresses ($made; $(($(wc -c < "$pcap") / 1048576)) MiB, packets cut to their headers)."
    echo
    measure "$temp/pcap.list" "$packets" pcap packets
    echo
    said pcap
    warm "$pcap"
    echo
    echo "## Zeek logs to channels"
    echo
    echo "Input: simulated/rita-missing-host as it is, $(wc -l < "$temp/logs") gzipped logs (conn, dns, http), $rows rows."
    echo
    measure "$temp/zeek.list" "$rows" zeek rows
    echo
    said zeek
    warm "$zeek"
    warm --local 73.54.23.243/32 "$zeek"
} > "$temp/result.md"
mkdir -p bench/results
mv "$temp/result.md" "$out"
cat "$out"
