#!/bin/bash
# lan.sh ID DIRECTORY: process 1 of the lab; every other process of the lab ends with it. Its network is the lab's LAN.
set -e
# /proc is still the machine's here, so this is the process id that the JVM sees.
read -r pid _ </proc/self/stat
echo "$pid" >"$2/init.pid"
ip link set lo up
# An address of its own: otherwise it takes the lowest of its ports', and each new node would cut off the client outside.
ip link add br0 address 02:4b:4c:62:72:30 type bridge
ip addr add 10.90.0.254/16 dev br0
[ ! -e /proc/net/if_inet6 ] || ip addr add fd90::254/64 dev br0 nodad
ip link set br0 up
echo "ready $pid"
exec >/dev/null
while read -r _; do :; done
