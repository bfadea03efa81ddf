#!/bin/bash
# init.sh: first process of a machine (NAME, DIRECTORY): its mounts, then an init that reaps.
set -e
read -r pid _ </proc/self/stat
hostname "$NAME"
mount -t proc proc /proc
umount -l /sys
mount -t sysfs sysfs /sys
if [ -n "$LEAF" ]; then
  mount -t cgroup2 cgroup2 /sys/fs/cgroup
else
  # Mounted anew inside a cgroup namespace, each hierarchy shows this machine's group as its root, as in a container.
  mount -t tmpfs -o mode=755 tmpfs /sys/fs/cgroup
  while IFS=: read -r _ controllers _; do
    case $controllers in
      '') mkdir /sys/fs/cgroup/unified && mount -t cgroup2 cgroup2 /sys/fs/cgroup/unified ;;
      name=*) mkdir "/sys/fs/cgroup/${controllers#name=}" &&
        mount -t cgroup -o "none,$controllers" cgroup "/sys/fs/cgroup/${controllers#name=}" ;;
      *) mkdir "/sys/fs/cgroup/$controllers" && mount -t cgroup -o "$controllers" cgroup "/sys/fs/cgroup/$controllers"
        case $controllers in *,*) for one in ${controllers//,/ }; do ln -s "$controllers" "/sys/fs/cgroup/$one"; done ;; esac ;;
    esac
  done </proc/self/cgroup
fi
mount -t tmpfs -o mode=755 tmpfs /run
mkdir /run/lock /run/netns
# What programs write to the machine's own directories lands in memory and goes with this machine.
for dir in /var/lib /var/log; do
  mkdir -p "/run/over$dir/upper" "/run/over$dir/work"
  mount -t overlay -o "lowerdir=$dir,upperdir=/run/over$dir/upper,workdir=/run/over$dir/work" overlay "$dir"
done
for dir in /var/lib/kubelet /var/lib/containerd /var/lib/cni /var/log/pods; do
  mkdir -p "$dir" "$DIRECTORY$dir"
  mount --bind "$DIRECTORY$dir" "$dir"
done
# The kubelet writes these three settings, and they are the whole computer's: it finds (and writes) files instead.
for setting in kernel/panic=10 kernel/panic_on_oops=1 vm/overcommit_memory=1; do
  file="/run/over/${setting%=*}"
  mkdir -p "${file%/*}"
  echo "${setting#*=}" >"$file"
  mount --bind "$file" "/proc/sys/${setting%=*}"
done
# The kubelet's mounts for pods must reach containerd's mount namespaces.
mount --make-rshared /
echo "ready $pid"
# The last process must not end on the signal that asks all others to (Machine.stop).
exec tini -s -- sh -c "trap '' TERM; exec sleep infinity"
