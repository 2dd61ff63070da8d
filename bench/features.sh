#!/bin/sh
# Trains GRU4RecF on the bundled e-shop log in each architecture and with each strategy, beside the same without features,
# and prints recall, MRR and training time as a Markdown table.
#
#   bench/features.sh [architectures] [parallel] [parallel-shared] [parallel-interaction]
#
# The last three take an architecture through the strategies; without any all are measured.
# EPOCHS=1 tries it out quickly; THREADS, SEED and FEATURES (as selected_features) may be set too. Files go to
# build/features.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
work=$root/build/features
epochs=${EPOCHS:-10}
features=${FEATURES:-page 1 (main category)/colour/price:normalized}

# The first number of this name in a JSON text: the model's own, in the standard tie mode.
value() {
  grep -o "\"$1\":[0-9.eE-]*" "$2" | head -n 1 | cut -d: -f2
}

# A model, what it is called in the table, its epochs, and what else is set.
measure() {
  model=$1
  name=$2
  n=$3
  shift 3
  if [ "$model" = gru4recf ]; then
    set -- "$@" "selected_features=$features"
  fi
  for setting; do
    shift
    set -- "$@" --set "$setting"
  done
  "$root/bin/clickahead" train "$work/shop" --model "$model" --json --set train_batch_size=512 \
    --set learning_rate=0.002 --set epochs="$n" --set seed="${SEED:-42}" --set threads="${THREADS:-0}" "$@" \
    --out "$work/a.model" >"$work/epochs"
  "$root/bin/clickahead" evaluate "$work/a.model" "$work/shop" --at 20 --json >"$work/result"
  seconds=$(grep -o '"seconds":[0-9.eE-]*' "$work/epochs" | cut -d: -f2 | awk '{ s += $1 } END { printf "%.1f", s / NR }')
  printf '| %s | %s | %.4f | %.4f | %s |\n' "$name" "$n" "$(value recall@20 "$work/result")" \
    "$(value mrr@20 "$work/result")" "$seconds"
}

mkdir -p "$work"
"$root/bin/clickahead" prepare "$root/examples/eshop-2008/e-shop-clothing-2008.csv.gz" --out "$work/shop" --overwrite \
  --session-column 'session ID' --item-column 'page 2 (clothing model)' \
  --time-columns year,month,day --order-column order \
  --item-columns 'page 1 (main category),colour,price' \
  --drop-repeats --test-days 14 --calendar-days >"$work/prepared"

[ $# -gt 0 ] || set -- architectures parallel parallel-shared parallel-interaction
echo '| model | epochs | recall@20 | MRR@20 | seconds an epoch |'
echo '| --- | --- | --- | --- | --- |'
for what; do
  if [ "$what" = architectures ]; then
    measure gru4rec-seq 'gru4rec-seq, no features' "$epochs"
    for form in recbole item-only feature-only concatenated parallel parallel-shared parallel-interaction; do
      measure gru4recf "$form" "$epochs" architecture=$form
    done
  else
    # Where networks take turns by the epoch, each has as many as when all move together.
    measure gru4recf "$what, alternating" $((2 * epochs)) architecture="$what" strategy=alternating
    measure gru4recf "$what, residual" $((2 * epochs)) architecture="$what" strategy=residual
    measure gru4recf "$what, interleaving" "$epochs" architecture="$what" strategy=interleaving
  fi
done
