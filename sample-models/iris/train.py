#!/usr/bin/python3
"""Trains iris 1 (logistic regression) and iris 2 (a small perceptron), and writes held-out.csv."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import model_folder as out
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

COLUMNS = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
OUTPUTS = {"label": ("int64", [-1]), "probabilities": ("float32", [-1, 3])}
HELD_OUT = 60

X, y = load_iris(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=HELD_OUT, random_state=0, stratify=y)
scaler = StandardScaler().fit(X_train)
linear = LogisticRegression(max_iter=1000).fit(scaler.transform(X_train), y_train)
perceptron = MLPClassifier((16,), solver="lbfgs", alpha=0.01, max_iter=3000, random_state=0)
perceptron.fit(scaler.transform(X_train), y_train)

out.held_out("iris", COLUMNS + ["target"],
             [[out.number(v) for v in row] + [int(t)] for row, t in zip(X_test, y_test)])


def graph(version):
    g = out.Graph("iris")
    x = g.standardise("X", scaler)
    g.classify(g.dense(x, "scores", linear.coef_.T, linear.intercept_) if version == "1" else g.perceptron(x, perceptron))
    return g.model({"X": ("float32", [-1, 4])}, OUTPUTS, "Iris species from four lengths in centimetres")


for version, model, kind in (("1", linear, "A logistic regression"),
                             ("2", perceptron, "A perceptron with one hidden layer of 16 units")):
    right = int((model.predict(scaler.transform(X_test)) == y_test).sum())
    accuracy = round(right / HELD_OUT, 3)
    split = {"columns": COLUMNS, "data": [[out.number(v) for v in row] for row in X_train[:3]]}
    out.write("iris", version, graph(version), COLUMNS, OUTPUTS, split, {"dataframe_split": split},
              {"artifact_path": "input_example.json", "pandas_orient": "split",
               "serving_input_path": "serving_input_example.json", "type": "dataframe"},
              ({"task": "tabular-classification", "metrics": {"accuracy": accuracy}, "rows": HELD_OUT},
               f"""# Iris {version}

{kind} that tells the species of an iris from four lengths.

- **Takes** sepal length, sepal width, petal length and petal width, in centimetres.
- **Gives** `label` (0 setosa, 1 versicolor, 2 virginica) and the three `probabilities`.
- **Held-out score**: accuracy {accuracy} ({right} of {HELD_OUT} flowers that it never saw; `../held-out.csv`).
- **Trained** on the other {len(y_train)} flowers by `../train.py`; split with seed 0, stratified.

The two versions differ by a single flower on these {HELD_OUT}: enough to show a split, too little to call one better in
earnest. Not for anything that matters.
"""))
