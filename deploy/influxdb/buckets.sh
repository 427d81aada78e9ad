#!/bin/bash
# Run once, by the InfluxDB image, after its set-up has made the bucket "iotwatch" (30 days). One bucket for each time that
# data is kept; the names are the databases that IoTWatch writes to.
set -euo pipefail
bucket() { influx bucket create --org "$DOCKER_INFLUXDB_INIT_ORG" --name "$1" --retention "$2"; }
bucket iotwatch_flows 7d
bucket iotwatch_alerts 104w
bucket iotwatch_long 104w
