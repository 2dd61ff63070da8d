#!/bin/sh
# Day by day on the first week of RSC15: a stale model, a retrained one, and one from scratch, each measured on the
# next day. usage: CLICKAHEAD_DATA=... [SEED=42] [EPOCHS=5] [RATE=0.1] bench/retrain.sh [OPTION of train --from]...
# EPOCHS and RATE are those of retraining.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
work=$root/build/retrain
first=${FIRST_DAYS:-3}
mkdir -p "$work"
# Sessions go to the day of their first event; days are those of UTC, counted from 1.
cat "$CLICKAHEAD_DATA/rsc15-100k/train_full.txt" "$CLICKAHEAD_DATA/rsc15-100k/test.txt" |
  awk -F'\t' -v work="$work" '
    $1 == "SessionId" { head = $0; next }
    { row[++n] = $0; session[n] = $1; if (!($1 in begin) || $3 < begin[$1]) begin[$1] = $3;
      if (start == "" || $3 < start) start = $3 }
    END {
      base = int(start / 86400)
      for (i = 1; i <= n; i++) {
        day = int(begin[session[i]] / 86400) - base + 1
        file = work "/day" day ".tsv"
        if (!(day in seen)) { seen[day] = 1; print head > file }
        print row[i] > file
      }
    }'
settings="--set seed=${SEED:-42} --set layers=100 --set dropout_p_hidden=0.4 --set learning_rate=0.2 --set momentum=0.2"
recall() { # MODEL DAY
  "$root/bin/clickahead" evaluate "$1" "$work/day$2.tsv" --at 20 --json 2>/dev/null |
    sed 's/.*"metrics":{"standard":{"recall@20":\([0-9.]*\),"mrr@20":\([0-9.]*\).*/\1 \2/'
}
train() { # seconds of all epochs
  "$root/bin/clickahead" train "$@" --json 2>/dev/null |
    sed 's/.*"seconds":\([0-9.E-]*\),.*/\1/' | awk '{ s += $1 } END { printf "%.2f", s }'
}
upto() { # DAY: the days so far as one file
  cp "$work/day1.tsv" "$work/upto.tsv"
  d=2
  while [ "$d" -le "$1" ]; do sed 1d "$work/day$d.tsv" >>"$work/upto.tsv"; d=$((d + 1)); done
}
upto "$first"
# shellcheck disable=SC2086  # settings are several words
train "$work/upto.tsv" $settings --out "$work/stale.model" >/dev/null
cp "$work/stale.model" "$work/retrained.model"
echo "day | stale | retrained | seconds | scratch | seconds"
day=$((first + 1))
# The log ends with a few clicks after midnight, which make no day to measure on.
while [ "$(wc -l <"$work/day$((day + 1)).tsv" 2>/dev/null || echo 0)" -gt 1000 ]; do
  old=$work/retrained.model
  seconds=$(train "$work/day$day.tsv" --from "$old" --set n_epochs="${EPOCHS:-5}" --set learning_rate="${RATE:-0.1}" "$@" --out "$work/next.model")
  mv "$work/next.model" "$old"
  upto "$day"
  # shellcheck disable=SC2086
  whole=$(train "$work/upto.tsv" $settings --out "$work/scratch.model")
  next=$((day + 1))
  echo "$next | $(recall "$work/stale.model" $next) | $(recall "$old" $next) | $seconds | $(recall "$work/scratch.model" $next) | $whole"
  day=$next
done
