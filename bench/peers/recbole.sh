#!/bin/sh
# Times RecBole 1.2.1 and Clickahead beside each other, one epoch after the other on the same machine:
#
#   bench/peers/recbole.sh DATA/ml-100k [EPOCHS [MODEL...]]
#
# DATA/ml-100k holds ml-100k.inter and ml-100k.item, as RecBole has them. Models: GRU4Rec NARM GRU4RecF. The first
# epoch of each warms up. RecBole is installed once, from PyPI, into a virtual environment below build/; it needs
# Python 3.9 to 3.11 (PYTHON names one), and its NumPy and pandas must be older than the newest.
# MEASURE=1 also measures RecBole's accuracy, after each epoch on the valid part, and the best on the test.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd -P)
data=$(cd "$1" && pwd -P)
epochs=${2:-2}
[ $# -ge 2 ] && shift 2 || shift
models=${*:-GRU4Rec NARM GRU4RecF}
threads=${THREADS:-2}
venv=$root/build/peers/recbole

if [ ! -x "$venv/bin/python" ] || [ ! -f "$venv/ready" ]; then
  "${PYTHON:-python3}" -m venv "$venv"
  "$venv/bin/pip" install -q "recbole==1.2.1" "torch==2.15.0" "numpy==1.26.4" "pandas==2.2.3" "scipy==1.14.1" \
    "setuptools<80"
  touch "$venv/ready"
fi

for model in $models; do
  echo "RecBole $model"
  (cd "$venv" && OMP_NUM_THREADS=$threads "$venv/bin/python" -W ignore "$root/bench/peers/train_recbole.py" \
    "$data" "$model" "$epochs" "$threads" ${MEASURE:+measure} 2>/dev/null)
  for mode in stream window; do
    echo "Clickahead $model, length_mode=$mode"
    "$root/bin/clickahead" recbole --model "$model" --dataset "$data" --epochs="$epochs" --eval_step=0 \
      --threads="$threads" --length_mode=$mode 2>/dev/null | grep training
  done
done
