#!/bin/sh
# Compares baselines and networks on three data sets, with the parameters of bench/contest/DATA.yaml; docs/benchmarks.md
# has the results.
#
#   bench/contest.sh eshop-2008
#   CLICKAHEAD_DATA=... bench/contest.sh rsc15-100k diginetica
#   CLICKAHEAD_DATA=... bench/contest.sh tune eshop-2008     # searches for the parameters again, 10 trials each
#
# Results are kept in build/contest: what was interrupted goes on. MODELS=narm,vstan takes some of the models only.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
work=$root/build/contest
contest=$root/bench/contest
tune=
if [ "${1:-}" = tune ]; then
  tune=yes
  shift
fi
[ $# -gt 0 ] || set -- eshop-2008 rsc15-100k diginetica

folder() {
  printf %s "${CLICKAHEAD_DATA:?names the folder that has rsc15-100k and diginetica}/$1"
}

# A prepared folder is taken as it is.
prepare() {
  [ ! -f "$work/$1/dataset.json" ] || return 0
  case $1 in
    eshop-2008)
      "$root/bin/clickahead" prepare "$root/examples/eshop-2008/e-shop-clothing-2008.csv.gz" --out "$work/$1" \
        --session-column 'session ID' --item-column 'page 2 (clothing model)' --time-columns year,month,day \
        --order-column order --item-columns 'page 1 (main category),colour,price' --drop-repeats \
        --valid-days 14 --test-days 14 --calendar-days ;;
    rsc15-100k)
      data=$(folder "$1")
      "$root/bin/clickahead" prepare "$data/train_full.txt" "$data/test.txt" --recipe rsc15 --set min_item_support=1 \
        --out "$work/$1" ;;
    diginetica)
      data=$(folder "$1")
      "$root/bin/clickahead" prepare "$data/diginetica_train.seq.txt.gz" "$data/diginetica_test.seq.txt.gz" \
        --session-list --file-order given --test-lines 15963 --valid-lines 15963 --out "$work/$1" ;;
    *)
      echo "bench/contest.sh: unknown data set '$1' (known: eshop-2008, rsc15-100k, diginetica)" >&2
      exit 2 ;;
  esac
}

# Which models are searched for: GRU4RecF needs columns of the items, and many clicks need fewer epochs.
searched() {
  networks=search-networks.yaml
  models=popularity,session-popularity,markov-chain,item-knn,vsknn,vstan,vmis-knn,gru4rec-xe,gru4rec-bpr-max,narm
  case $1 in
    eshop-2008) models=$models,gru4recf ;;
    diginetica) networks=search-networks-diginetica.yaml ;;
  esac
}

for name; do prepare "$name"; done
for name; do
  if [ -n "$tune" ]; then
    searched "$name"
    "$root/bin/clickahead" compare "$work/$name" --config "$contest/search.yaml" --config "$contest/$networks" \
      --models "${MODELS:-$models}" --tune 10 --tune-sampler random \
      --out "$work/$name-tuned"
  else
    # shellcheck disable=SC2086  # an option and its value are meant to split
    "$root/bin/clickahead" compare "$work/$name" --config "$contest/$name.yaml" ${MODELS:+--models $MODELS} \
      --out "$work/$name-compared"
  fi
done
