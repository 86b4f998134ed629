#!/bin/sh
# Copy notes, documents and mail to the stick on the key ring; keep four weeks.
set -eu

stick=/media/nora/KEYRING
today=$(date +%Y-%m-%d)

if [ ! -d "$stick" ]; then
    echo "The stick is not in. Nothing was copied." >&2
    exit 1
fi

newest=$(ls -1 "$stick/copies" 2>/dev/null | tail -n 1)
mkdir -p "$stick/copies/$today"
# Unchanged files become hard links into the copy of last week, so that a copy takes little room.
rsync --archive --delete ${newest:+--link-dest="$stick/copies/$newest"} \
    "$HOME/Notes" "$HOME/Documents" "$HOME/Mail" "$stick/copies/$today/"

ls -1d "$stick"/copies/* | head -n -4 | xargs -r rm -r
echo "Copied on $today."
