#!/bin/sh
# Month by month on the bundled e-shop: each model stale (trained on April), retrained (with May, June and July, one after
# the other) and from scratch (on April to July), measured on August. usage: [SEED=42] bench/retrain-shop.sh [MODEL]...
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
run=${CLICKAHEAD:-$root/bin/clickahead}
work=$root/build/retrain-shop
log=$root/examples/eshop-2008/e-shop-clothing-2008.csv.gz
mkdir -p "$work"
months() { # FIRST LAST: the rows of these months, and the head
  gzip -dc "$log" | awk -F';' -v first="$1" -v last="$2" 'NR == 1 || ($2 + 0 >= first && $2 + 0 <= last)'
}
prepare() { # NAME FIRST LAST
  months "$2" "$3" >"$work/$1.csv"
  "$run" prepare "$work/$1.csv" --out "$work/$1" --overwrite --session-column 'session ID' \
    --item-column 'page 2 (clothing model)' --time-columns year,month,day --order-column order --drop-repeats \
    --item-columns colour,price >/dev/null 2>&1
}
prepare april 4 4
prepare may 5 5
prepare june 6 6
prepare july 7 7
prepare all 4 7
# What is measured is a file of sessions, without the repeats that were dropped above.
months 8 8 | awk -F';' -v OFS='\t' '
  NR == 1 { print "SessionId", "ItemId", "Time"; next }
  $6 != session || $8 != item { print $6, $8, (31 * $2 + $3) * 86400 + $4 }
  { session = $6; item = $8 }' >"$work/august.tsv"
settings() { # MODEL: what it is trained with, and what it goes on with
  seed="--set seed=${SEED:-42}"
  one="$seed --set threads=1"
  small="$one --set train_batch_size=512 --set learning_rate=0.005 --set epochs=8"
  half="--set learning_rate=0.0025 --set epochs=4"
  case $1 in
    gru4rec) first="$one --set n_epochs=6 --set learning_rate=0.2" more="--set n_epochs=3 --set learning_rate=0.1" ;;
    gru4recf) first="$small --set selected_features=colour/price:normalized" more=$half ;;
    gru4rec-seq | narm) first=$small more=$half ;;
    bpr-mf) first="$seed --set learning_rate=0.05" more="--set learning_rate=0.05" ;;
    *) first="" more="" ;;
  esac
}
train() { # NAME DATA OPTION...: trains build/retrain-shop/NAME.model
  name=$1 data=$2
  shift 2
  "$run" train "$work/$data" "$@" --out "$work/$name.model" >/dev/null 2>&1
}
measured() { # NAME: recall@20, MRR@20
  "$run" evaluate "$work/$1.model" "$work/august.tsv" --at 20 --json 2>/dev/null |
    sed 's/.*"metrics":{"standard":{"recall@20":\([0-9.]*\),"mrr@20":\([0-9.]*\).*/\1, \2/'
}
[ $# -gt 0 ] || set -- gru4rec gru4rec-seq gru4recf narm bpr-mf vsknn
echo "model | stale | retrained | from scratch"
for model in "$@"; do
  settings "$model"
  # shellcheck disable=SC2086  # settings are several words
  {
    train stale april --model "$model" $first
    train next1 may --from "$work/stale.model" $more
    train next2 june --from "$work/next1.model" $more
    train next3 july --from "$work/next2.model" $more
    train scratch all --model "$model" $first
  }
  echo "$model | $(measured stale) | $(measured next3) | $(measured scratch)"
done
