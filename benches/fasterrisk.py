"""Suggested points against FasterRisk on the same planted leads: held-out AUC of both.

    mkdir /tmp/planted
    ACCORD_PLANTED=10 ACCORD_PLANTED_TO=/tmp/planted \\
        cargo test --release --lib planted_criteria -- --nocapture
    pip install fasterrisk          # in a virtual environment
    python benches/fasterrisk.py /tmp/planted

FasterRisk (J. Liu and others, 2022) gets what the suggestions get: points from -10 to 10 fitted to
the training part, and the number of criteria by five folds within it.
"""

import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
from fasterrisk.fasterrisk import RiskScoreClassifier, RiskScoreOptimizer
from sklearn.metrics import roc_auc_score

SIZES = (8, 10, 12, 14, 16)


def risk_score(x, y, criteria):
    """Returns what FasterRisk fits with so many criteria."""
    optimizer = RiskScoreOptimizer(X=x, y=y, k=criteria, lb=-10, ub=10)
    optimizer.optimize()
    multiplier, intercept, points = optimizer.get_models(model_index=0)
    return RiskScoreClassifier(multiplier, intercept, points)


def area(model, x, y):
    return roc_auc_score(y, model.predict_prob(x))


def best_size(x, y):
    """Returns the number of criteria with the best mean AUC over five folds."""
    folds = np.arange(len(y)) % 5
    means = {}
    for size in SIZES:
        parts = []
        for fold in range(5):
            model = risk_score(x[folds != fold], y[folds != fold], size)
            parts.append(area(model, x[folds == fold], y[folds == fold]))
        means[size] = np.mean(parts)
    return max(means, key=means.get)


def main(folder):
    found = defaultdict(list)
    for path in sorted(Path(folder).glob("planted-*.csv")):
        table = np.genfromtxt(path, delimiter=",", skip_header=1)
        x, y = table[:, :-3], np.where(table[:, -3] > 0, 1.0, -1.0)
        held_out, total = table[:, -2] > 0, table[:, -1]
        x = np.column_stack([np.ones(len(x)), x])
        size = best_size(x[~held_out], y[~held_out])
        model = risk_score(x[~held_out], y[~held_out], size)
        theirs = area(model, x[held_out], y[held_out])
        ours = roc_auc_score(y[held_out], total[held_out])
        found[int(path.stem.split("-")[1])].append((theirs, ours, size))
    for leads, rows in sorted(found.items()):
        theirs, ours, size = np.mean(rows, axis=0)
        print(
            f"{leads:>6} leads, {len(rows)} lists: FasterRisk {theirs:.4f} with {size:.1f} criteria, "
            f"suggested points {ours:.4f}, FasterRisk above by {theirs - ours:+.4f}"
        )


if __name__ == "__main__":
    main(sys.argv[1])
