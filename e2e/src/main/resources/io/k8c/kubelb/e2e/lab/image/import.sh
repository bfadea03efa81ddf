#!/bin/bash
# import.sh ROOT ARCHIVE: has a containerd of its own, in namespaces of its own, import an image below ROOT.
set -e
mount -t tmpfs tmpfs /run
socket=/run/containerd.sock
cat >/run/containerd.toml <<C
version = 2
root = "$1"
state = "/run/containerd"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
  address = "$socket"
[plugins."io.containerd.internal.v1.opt"]
  path = "/run/opt"
C
containerd --config /run/containerd.toml >/run/log 2>&1 &
for _ in $(seq 200); do
  ctr -a $socket version >/dev/null 2>&1 && break
  sleep 0.05
done
ctr -a $socket -n k8s.io images import "$2" || { tail -5 /run/log; exit 1; }
kill $!
wait $! || true
