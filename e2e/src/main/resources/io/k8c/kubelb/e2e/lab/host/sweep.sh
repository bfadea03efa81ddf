#!/bin/bash
# sweep.sh ID DIRECTORY: ends a lab if it still runs, and removes its control groups and its directory.
id=$1 dir=$2
[[ $id == kubelb-lab-* && $dir == */"$id" ]] || exit 2
pid=$(cat "$dir/init.pid" 2>/dev/null)
if [ -n "$pid" ] && grep -qs "$id" "/proc/$pid/cmdline"; then kill -KILL "$pid"; fi
for _ in $(seq 100); do
  groups=(/sys/fs/cgroup/*/"$id" /sys/fs/cgroup/"$id")
  find "${groups[@]}" -depth -type d -exec rmdir {} + 2>/dev/null
  ls -d "${groups[@]}" >/dev/null 2>&1 || break
  sleep 0.1
done
rm -rf "$dir"
