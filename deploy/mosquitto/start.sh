#!/bin/sh
# Writes Mosquitto's password file from the environment, then becomes Mosquitto. There is no default password: without
# IOTWATCH_MQTT_PASSWORD nothing starts. The file is written anew at every start, so .env always is what counts.
#   IOTWATCH_MQTT_PASSWORD   user iotwatch, the service
#   HOME_MQTT_PASSWORD       user home, for Home Assistant; leave it out for no such user
#   MQTT_SENSORS             sensors as "id:password id:password"
set -eu
umask 077
config=${1:-/mosquitto/config/mosquitto.conf}
passwords=${MQTT_PASSWORD_FILE:-/mosquitto/data/passwords}

refuse() {
    echo "start.sh: $1" >&2
    exit 1
}

add() { # user, password
    case $1 in '' | *[!a-z0-9_-]*) refuse "user name '$1': use a-z, 0-9, _ and - only (it becomes a part of topics)" ;; esac
    case $2 in '' | *:*) refuse "the password of '$1' is empty or has a colon in it" ;; esac
    if grep -q "^$1:" "$passwords.new"; then refuse "user name '$1' is taken"; fi
    printf '%s:%s\n' "$1" "$2" >>"$passwords.new"
}

: >"$passwords.new"
add iotwatch "${IOTWATCH_MQTT_PASSWORD:-}"
if [ -n "${HOME_MQTT_PASSWORD:-}" ]; then add home "$HOME_MQTT_PASSWORD"; fi
for sensor in ${MQTT_SENSORS:-}; do
    case $sensor in *:*) add "${sensor%%:*}" "${sensor#*:}" ;; *) refuse "MQTT_SENSORS: '$sensor' is not id:password" ;; esac
done

mosquitto_passwd -U "$passwords.new" # hashes in place: passwords never stand on a command line
mv "$passwords.new" "$passwords"
unset IOTWATCH_MQTT_PASSWORD HOME_MQTT_PASSWORD MQTT_SENSORS
exec mosquitto -c "$config"
