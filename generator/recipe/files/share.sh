#!/bin/sh
[[head]]set -eu
to=${1:?"share.sh FOLDER"}
cd "$(dirname "$0")"
milepost build --out "$to"
