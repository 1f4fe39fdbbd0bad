#!/usr/bin/python3
"""Trains diabetes 1 (linear regression) and diabetes 2 (support vectors, RBF kernel), and writes held-out.csv."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import model_folder as out
import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR

COLUMNS = ["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"]
OUTPUTS = {"progression": ("float32", [-1])}
HELD_OUT = 110
GAMMA = 0.01

X, y = load_diabetes(return_X_y=True, scaled=False)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=HELD_OUT, random_state=0)
scaler = StandardScaler().fit(X_train)
linear = LinearRegression().fit(scaler.transform(X_train), y_train)
kernel = SVR(C=40, gamma=GAMMA, epsilon=5).fit(scaler.transform(X_train), y_train)

out.held_out("diabetes", COLUMNS + ["target"],
             [[out.number(v) for v in row] + [out.number(t)] for row, t in zip(X_test, y_test)])


def graph(version):
    g = out.Graph("diabetes")
    x = g.standardise("X", scaler)
    if version == "1":
        g.dense(x, "answer", linear.coef_.reshape(-1, 1), [linear.intercept_])
    else:
        # exp(-gamma |x - s|^2) for every support vector s, with |x - s|^2 = |x|^2 - 2 x s + |s|^2
        support = kernel.support_vectors_
        g.add("ReduceSumSquare", [x], "x2", axes=[1], keepdims=1)
        g.add("MatMul", [x, g.const("support", -2 * support.T)], "cross")
        g.add("Add", ["x2", "cross"], "partial")
        g.add("Add", ["partial", g.const("s2", (support ** 2).sum(axis=1).reshape(1, -1))], "distance")
        g.add("Mul", ["distance", g.const("minus_gamma", -GAMMA)], "exponent")
        g.add("Exp", ["exponent"], "nearness")
        g.dense("nearness", "answer", kernel.dual_coef_.T, kernel.intercept_)
    g.add("Reshape", ["answer", g.const("flat", [-1], np.int64)], "progression")
    return g.model({"X": ("float32", [-1, 10])}, OUTPUTS, "Progression of diabetes one year on")


for version, model, kind in (("1", linear, "A linear regression"),
                             ("2", kernel, "Support vector regression with an RBF kernel")):
    guess = model.predict(scaler.transform(X_test))
    r2, mae = round(r2_score(y_test, guess), 3), round(mean_absolute_error(y_test, guess), 1)
    split = {"columns": COLUMNS, "data": [[out.number(v) for v in row] for row in X_train[:3]]}
    out.write("diabetes", version, graph(version), COLUMNS, OUTPUTS, split, {"dataframe_split": split},
              {"artifact_path": "input_example.json", "pandas_orient": "split",
               "serving_input_path": "serving_input_example.json", "type": "dataframe"},
              ({"task": "tabular-regression", "metrics": {"r2": r2, "mae": mae}, "rows": HELD_OUT},
               f"""# Diabetes {version}

{kind} that estimates how far diabetes has progressed after a year.

- **Takes** ten measurements as they were taken (not scaled): `age` in years, `sex` (1 or 2), `bmi`, mean blood pressure
  `bp`, and the blood serum values `s1` to `s6`.
- **Gives** `progression`, a number from about 25 to 346.
- **Held-out score**: r2 {r2}, mean absolute error {mae} (on {HELD_OUT} patients that it never saw; `../held-out.csv`).
- **Trained** on the other {len(y_train)} patients by `../train.py`; split with seed 0.

Much of the progression is not in these ten numbers, so even the better version explains little more than a third of it.
Not a medical device.
"""))
