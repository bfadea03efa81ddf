#!/bin/bash
# boot.sh: a machine of the lab: namespaces inside the lab's, control groups of its own.
# CGROUPS: its control groups; LEAF: cgroup v2 only, where its processes live (a group with children may not hold any).
set -e
if [ "$1" != grouped ]; then
  for group in $CGROUPS; do echo $$ >"$group/cgroup.procs"; done
  exec unshare --cgroup bash "$0" grouped
fi
[ -z "$LEAF" ] || echo $$ >"$LEAF/cgroup.procs"
exec nsenter -t "$LAB_INIT" -p -m -n -- \
  unshare -m -n -u -i -p --fork --kill-child --propagation private bash "${0%boot.sh}init.sh"
