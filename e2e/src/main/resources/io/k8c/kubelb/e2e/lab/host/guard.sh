#!/bin/bash
# guard.sh ID DIRECTORY: keeps a lab alive as long as its standard input is open, then removes what the kernel does not.
# The input is a pipe from the JVM, so it closes when the JVM ends, in whatever way.
trap '' INT TERM HUP
unshare --pid --net --mount --fork --kill-child --propagation private bash "$2/bin/lan.sh" "$1" "$2"
exec bash "$2/bin/sweep.sh" "$1" "$2"
