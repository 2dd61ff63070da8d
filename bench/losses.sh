#!/bin/sh
# Trains a model with each loss and prints recall, MRR and training time as a Markdown table.
#
#   CLICKAHEAD_DATA=... bench/losses.sh [rsc15-100k] [diginetica]
#
# N_EPOCHS=1 tries it out quickly; THREADS, SEED and LOSSES="top1 bpr" may be set too. Files go to build/losses.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
data=${CLICKAHEAD_DATA:?names the folder that has rsc15-100k and diginetica}
work=$root/build/losses
losses=${LOSSES:-"top1-published bpr-published top1 bpr cross-entropy xe_logit top1-max bpr-max"}

# The parameters of each loss; those that are published have in-batch negatives alone; docs/benchmarks.md says where they come from.
parameters() {
  case $1/$2 in
    rsc15-100k/cross-entropy | rsc15-100k/xe_logit)
      echo layers=100 batch_size=32 dropout_p_hidden=0.4 learning_rate=0.2 momentum=0.2 n_sample=2048 sample_alpha=0.5 \
        logq=1 n_epochs=10 ;;
    rsc15-100k/bpr-max)
      echo elu_param=0.5 bpreg=1.95 layers=224 batch_size=80 dropout_p_embed=0.5 dropout_p_hidden=0.05 \
        learning_rate=0.05 momentum=0.4 n_sample=2048 sample_alpha=0.4 n_epochs=10 ;;
    rsc15-100k/*-published)
      echo layers=100 batch_size=50 dropout_p_hidden=0.2 learning_rate="$(rate "$2")" n_sample=0 n_epochs=10 ;;
    rsc15-100k/*)
      echo layers=100 batch_size=50 dropout_p_hidden=0.2 learning_rate="$(rate "$2")" n_sample=2048 sample_alpha=0.5 \
        n_epochs=10 ;;
    diginetica/cross-entropy | diginetica/xe_logit)
      echo layers=192 batch_size=128 dropout_p_embed=0.45 dropout_p_hidden=0.15 learning_rate=0.1 n_sample=2048 \
        sample_alpha=0.5 logq=1 n_epochs=5 ;;
    diginetica/bpr-max)
      echo final_act=elu-1 bpreg=0.9 layers=512 batch_size=128 dropout_p_embed=0.5 dropout_p_hidden=0.3 \
        learning_rate=0.05 momentum=0.15 n_sample=2048 sample_alpha=0.3 n_epochs=5 ;;
    *-published)
      echo layers=192 batch_size=128 dropout_p_embed=0.45 dropout_p_hidden=0.15 learning_rate="$(rate "$2")" n_sample=0 \
        n_epochs=5 ;;
    *)
      echo layers=192 batch_size=128 dropout_p_embed=0.45 dropout_p_hidden=0.15 learning_rate="$(rate "$2")" \
        n_sample=2048 sample_alpha=0.5 n_epochs=5 ;;
  esac
}

# The best of .05, .2 and .5 for TOP1, of .01, .02, .05 and .2 for BPR, of .05, .1 and .2 for TOP1-max,
# 6 epochs, on the validation part of rsc15-100k.
rate() {
  case $1 in
    top1*max) echo 0.1 ;;
    top1*) echo 0.2 ;;
    bpr*) echo 0.05 ;;
  esac
}

files() {
  case $1 in
    rsc15-100k)
      train=$data/rsc15-100k/train_full.txt
      test=$data/rsc15-100k/test.txt
      lists= ;;
    diginetica)
      train=$data/diginetica/diginetica_train.seq.txt.gz
      test=$data/diginetica/diginetica_test.seq.txt.gz
      lists=--session-list ;;
    *)
      echo "bench/losses.sh: unknown data set '$1' (known: rsc15-100k, diginetica)" >&2
      exit 2 ;;
  esac
}

# The first number of this name in a JSON text: the model's own, in the standard tie mode.
value() {
  grep -o "\"$1\":[0-9.eE-]*" "$2" | head -n 1 | cut -d: -f2
}

measure() {
  settings="loss=${2%-published} $(parameters "$1" "$2")"
  [ -z "${N_EPOCHS:-}" ] || settings="${settings% n_epochs=*} n_epochs=$N_EPOCHS"
  set -- "$1" "$2" "$work/$1-$2"
  flags=
  for setting in $settings seed="${SEED:-42}" threads="${THREADS:-0}"; do
    flags="$flags --set $setting"
  done
  # shellcheck disable=SC2086  # several flags in one variable are meant to split
  "$root/bin/clickahead" train "$train" $lists --json $flags --out "$3.model" >"$3.epochs"
  # shellcheck disable=SC2086
  "$root/bin/clickahead" evaluate "$3.model" "$test" $lists --at 20 --json >"$3.json"
  seconds=$(grep -o '"seconds":[0-9.eE-]*' "$3.epochs" | cut -d: -f2 | awk '{ s += $1 } END { printf "%.0f", s }')
  printf '| %s | %s | %.4f | %.4f | %s | %s |\n' "$1" "$2" "$(value recall@20 "$3.json")" "$(value mrr@20 "$3.json")" \
    "$seconds" "$settings"
}

[ $# -gt 0 ] || set -- rsc15-100k diginetica
for name; do files "$name"; done
mkdir -p "$work"
echo '| data | loss | recall@20 | MRR@20 | training, s | parameters |'
echo '| --- | --- | --- | --- | --- | --- |'
for name; do
  files "$name"
  for loss in $losses; do
    measure "$name" "$loss"
  done
done
