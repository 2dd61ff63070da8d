"""Trains a model of RecBole 1.2.1 on a folder of atomic files and prints one JSON line per epoch.

Leave-one-out and RecBole's defaults: mini-batches of 2048 prefixes, Adam with a step size of .001, at most 50
events, cross-entropy over all items. The seconds are those of the training alone. The last line is the epoch with
the best valid MRR@10, and what the test gave there.

    python train_recbole.py FOLDER MODEL EPOCHS THREADS [measure]
"""

import json
import os
import sys
import time

# RecBole 1.2.1 loads its own checkpoints with pickle, which newer versions of PyTorch refuse without this.
os.environ["TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD"] = "1"

import torch
from recbole.config import Config
from recbole.data import create_dataset, data_preparation
from recbole.utils import get_model, get_trainer, init_seed


def settings(folder, threads):
    torch.set_num_threads(threads)
    return {
        "data_path": os.path.dirname(folder),
        "use_gpu": False,
        "show_progress": False,
        "state": "ERROR",
        "train_neg_sample_args": None,
        "load_col": {
            "inter": ["user_id", "item_id", "rating", "timestamp"],
            "item": ["item_id", "class"],
        },
    }


def main():
    folder = os.path.abspath(sys.argv[1]).rstrip("/")
    name, epochs, threads = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    measure = len(sys.argv) > 5
    sys.argv = sys.argv[:1]
    config = Config(
        model=name, dataset=os.path.basename(folder), config_dict=settings(folder, threads)
    )
    init_seed(config["seed"], config["reproducibility"])
    dataset = create_dataset(config)
    train, valid, test = data_preparation(config, dataset)
    init_seed(config["seed"], config["reproducibility"])
    model = get_model(name)(config, train._dataset).to(config["device"])
    trainer = get_trainer(config["MODEL_TYPE"], name)(config, model)
    best = {"valid": {"mrr@10": -1}}
    for epoch in range(1, epochs + 1):
        begin = time.perf_counter()
        loss = trainer._train_epoch(train, epoch - 1, show_progress=False)
        line = {
            "model": name,
            "epoch": epoch,
            "seconds": round(time.perf_counter() - begin, 3),
            "steps": len(train),
            "loss": loss / len(train),
        }
        if measure:
            line["valid"] = dict(trainer.evaluate(valid, load_best_model=False, show_progress=False))
            if line["valid"]["mrr@10"] > best["valid"]["mrr@10"]:
                best = dict(line)
                best["test"] = dict(
                    trainer.evaluate(test, load_best_model=False, show_progress=False)
                )
        print(json.dumps(line), flush=True)
    if measure:
        print(json.dumps({"best": best}), flush=True)


main()
