#!/bin/sh
[[head]]set -eu
to=${1:?"rsync.sh USER@HOST:FOLDER/"}
cd "$(dirname "$0")"
milepost build --strict
[[- /* assets first, entry pages and deletes last, as build does it */]]
rsync -rlt --exclude='/.milepost-*' [[sh .Output]]/assets "$to"
rsync -rlt --exclude='/.milepost-*' --exclude=/index.html --exclude=/search/manifest.js [[sh .Output]]/ "$to"
rsync -rlt --exclude='/.milepost-*' --delete-after [[sh .Output]]/ "$to"
