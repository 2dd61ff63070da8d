#!/bin/sh
# Trains GRU4Rec with gradient through time over k steps and prints recall, MRR and training time as a Markdown table.
#
#   CLICKAHEAD_DATA=... bench/bptt.sh
#
# STEPS="1 2 4 8", LOSSES="cross-entropy bpr-max", SEEDS="42 43 44", N_EPOCHS and THREADS may be set. Files go to build/bptt.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
data=${CLICKAHEAD_DATA:?names the folder that has rsc15-100k}/rsc15-100k
clickahead=${CLICKAHEAD:-$root/bin/clickahead}
work=$root/build/bptt

# The parameters of bench/losses.sh, but for the learning rate of cross-entropy: at 0.2 there, four steps and more do not settle.
parameters() {
  case $1 in
    cross-entropy)
      echo layers=100 batch_size=32 dropout_p_hidden=0.4 learning_rate=0.1 momentum=0.2 sample_alpha=0.5 logq=1 ;;
    bpr-max)
      echo elu_param=0.5 bpreg=1.95 layers=224 batch_size=80 dropout_p_embed=0.5 dropout_p_hidden=0.05 \
        learning_rate=0.05 momentum=0.4 sample_alpha=0.4 ;;
    *)
      echo "bench/bptt.sh: unknown loss '$1' (known: cross-entropy, bpr-max)" >&2
      exit 2 ;;
  esac
}

# The first number of this name in a JSON text: the model's own, in the standard tie mode.
value() {
  grep -o "\"$1\":[0-9.eE-]*" "$2" | head -n 1 | cut -d: -f2
}

# measure LOSS STEPS SEED
measure() {
  out=$work/$1-$2-$3
  flags=
  for setting in loss="$1" $settings n_sample=2048 bptt="$2" n_epochs="${N_EPOCHS:-10}" seed="$3" threads="${THREADS:-0}"; do
    flags="$flags --set $setting"
  done
  # shellcheck disable=SC2086  # several flags in one variable are meant to split
  "$clickahead" train "$data/train_full.txt" --json $flags --out "$out.model" >"$out.epochs"
  "$clickahead" evaluate "$out.model" "$data/test.txt" --at 20 --json >"$out.json"
  seconds=$(grep -o '"seconds":[0-9.eE-]*' "$out.epochs" | cut -d: -f2 | awk '{ s += $1 } END { printf "%.1f", s }')
  printf '| %s | %s | %s | %.4f | %.4f | %s |\n' "$1" "$2" "$3" "$(value recall@20 "$out.json")" \
    "$(value mrr@20 "$out.json")" "$seconds"
}

mkdir -p "$work"
echo '| loss | bptt | seed | recall@20 | MRR@20 | training, s |'
echo '| --- | --- | --- | --- | --- | --- |'
for loss in ${LOSSES:-cross-entropy bpr-max}; do
  settings=$(parameters "$loss")
  for seed in ${SEEDS:-42 43 44}; do
    for steps in ${STEPS:-1 2 4 8}; do
      measure "$loss" "$steps" "$seed"
    done
  done
done
