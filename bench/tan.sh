#!/bin/sh
# Trains gru4rec-seq with each technique of Tan et al. (2016) switched on and prints recall and MRR as Markdown tables.
#
#   CLICKAHEAD_DATA=... bench/tan.sh
#
# SEEDS="42 43 44", EPOCHS and THREADS may be set. Files go to build/tan.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
data=${CLICKAHEAD_DATA:?names the folder that has rsc15-100k}/rsc15-100k
clickahead=${CLICKAHEAD:-$root/bin/clickahead}
work=$root/build/tan

# The first number of this name in a JSON text: the model's own, in the standard tie mode.
value() {
  grep -o "\"$1\":[0-9.eE-]*" "$2" | head -n 1 | cut -d: -f2
}

# train NAME SETTING...
train() {
  out=$work/$1-$seed
  shift
  flags=
  for setting in train_batch_size=512 learning_rate=0.003 epochs="${EPOCHS:-12}" seed="$seed" threads="${THREADS:-0}" "$@"; do
    flags="$flags --set $setting"
  done
  # shellcheck disable=SC2086  # several flags in one variable are meant to split
  "$clickahead" train "$data/train_full.txt" --model gru4rec-seq --json $flags --out "$out.model" >"$out.epochs"
}

# measure NAME SETTING...
measure() {
  train "$@"
  "$clickahead" evaluate "$out.model" "$data/test.txt" --at 20 --json >"$out.json"
  seconds=$(grep -o '"seconds":[0-9.eE-]*' "$out.epochs" | cut -d: -f2 | awk '{ s += $1 } END { printf "%.0f", s }')
  printf '| %s | %s | %.4f | %.4f | %s |\n' "$1" "$seed" "$(value recall@20 "$out.json")" "$(value mrr@20 "$out.json")" \
    "$seconds"
}

mkdir -p "$work"
echo '| technique | seed | recall@20 | MRR@20 | training, s |'
echo '| --- | --- | --- | --- | --- |'
for seed in ${SEEDS:-42 43 44}; do
  measure none
  measure click_dropout_0.1 click_dropout=0.1
  measure click_dropout_0.25 click_dropout=0.25
  measure fine_tune_1_4 fine_tune=1/4 fine_tune_epochs=2
  measure fine_tune_1_16 fine_tune=1/16 fine_tune_epochs=2
  train teacher reverse=true
  measure distillation_0.2 teacher="$work/teacher-$seed.model" distillation=0.2
  measure distillation_0.5 teacher="$work/teacher-$seed.model" distillation=0.5
  measure cosine loss_type=cosine embeddings="$work/none-$seed.model"
done
