"""Suggested points against FasterRisk on the same planted leads: held-out AUC of both.

    mkdir /tmp/planted
    ACCORD_PLANTED=10 ACCORD_PLANTED_TO=/tmp/planted \\
        cargo test --release --test planted planted_criteria -- --nocapture
    pip install fasterrisk          # in a virtual environment
    python benches/points_vs_fasterrisk.py /tmp/planted

FasterRisk (J. Liu and others, 2022) fits points from -10 to 10 to the training part. It is told how
many criteria foretell something, which the suggestions have to find out, and free in its signs.
A list takes it from some seconds to half a minute.
"""

import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
from fasterrisk.fasterrisk import RiskScoreClassifier, RiskScoreOptimizer
from sklearn.metrics import roc_auc_score

CRITERIA = 12


def risk_score(x, y):
    """Returns what FasterRisk fits."""
    optimizer = RiskScoreOptimizer(X=x, y=y, k=CRITERIA, lb=-10, ub=10)
    optimizer.optimize()
    multiplier, intercept, points = optimizer.get_models(model_index=0)
    return RiskScoreClassifier(multiplier, intercept, points)


def main(folder):
    found = defaultdict(list)
    for path in sorted(Path(folder).glob("planted-*.csv")):
        table = np.genfromtxt(path, delimiter=",", skip_header=1)
        x, y = table[:, :-3], np.where(table[:, -3] > 0, 1.0, -1.0)
        held_out, total = table[:, -2] > 0, table[:, -1]
        x = np.column_stack([np.ones(len(x)), x])
        model = risk_score(x[~held_out], y[~held_out])
        theirs = roc_auc_score(y[held_out], model.predict_prob(x[held_out]))
        ours = roc_auc_score(y[held_out], total[held_out])
        print(f"{path.stem}: FasterRisk {theirs:.4f}, suggested points {ours:.4f}", flush=True)
        found[int(path.stem.split("-")[1])].append((theirs, ours))
    for leads, rows in sorted(found.items()):
        theirs, ours = np.mean(rows, axis=0)
        print(
            f"{leads:>6} leads, {len(rows)} lists: FasterRisk {theirs:.4f}, suggested points "
            f"{ours:.4f}, FasterRisk above by {theirs - ours:+.4f}"
        )


if __name__ == "__main__":
    main(sys.argv[1])
