#!/bin/bash
# sweep.sh ID DIRECTORY: ends a lab if it still runs, and removes its control groups and its directory.
id=$1 dir=$2
[[ $id == kubelb-lab-* && $dir == */"$id" ]] || exit 2
pid=$(cat "$dir/init.pid" 2>/dev/null)
if [ -n "$pid" ] && grep -qs "$id" "/proc/$pid/cmdline"; then kill -KILL "$pid"; fi
# A group can be removed only when the last of its killed processes has gone.
for _ in $(seq 100); do
  left=$(ls -d /sys/fs/cgroup/*/"$id" /sys/fs/cgroup/"$id" 2>/dev/null)
  [ -n "$left" ] || break
  find $left -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.1
done
rm -rf "$dir"
