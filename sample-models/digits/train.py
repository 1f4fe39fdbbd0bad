#!/usr/bin/python3
"""Trains digits 1 (logistic regression on pixels) and digits 2 (a perceptron), and writes held-out.csv."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import model_folder as out
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

INPUTS = {"image": ("float32", [-1, 8, 8])}
OUTPUTS = {"label": ("int64", [-1]), "probabilities": ("float32", [-1, 10])}
HELD_OUT = 360

X, y = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=HELD_OUT, random_state=0, stratify=y)
linear = LogisticRegression(C=0.1, max_iter=2000).fit(X_train / 16, y_train)
perceptron = MLPClassifier((64,), alpha=1e-3, max_iter=400, random_state=0).fit(X_train / 16, y_train)

out.held_out("digits", [f"pixel_{r}_{c}" for r in range(8) for c in range(8)] + ["target"],
             [[int(v) for v in row] + [int(t)] for row, t in zip(X_test, y_test)])


def graph(version):
    g = out.Graph("digits")
    g.add("Flatten", ["image"], "pixels", axis=1)
    x = g.add("Div", ["pixels", g.const("white", 16.0)], "shades")
    g.classify(g.dense(x, "scores", linear.coef_.T, linear.intercept_) if version == "1" else g.perceptron(x, perceptron))
    return g.model(INPUTS, OUTPUTS, "Handwritten digit from 8 x 8 shades of 0 to 16")


for version, model, kind in (("1", linear, "A logistic regression on the 64 pixels"),
                             ("2", perceptron, "A perceptron with one hidden layer of 64 units")):
    right = int((model.predict(X_test / 16) == y_test).sum())
    accuracy = round(right / HELD_OUT, 3)
    image = [[int(v) for v in row] for row in X_train[0].reshape(8, 8)]
    out.write("digits", version, graph(version), INPUTS, OUTPUTS, {"inputs": {"image": [image]}},
              {"inputs": {"image": [image]}},
              {"artifact_path": "input_example.json", "format": "tf-serving",
               "serving_input_path": "serving_input_example.json", "type": "ndarray"},
              ({"task": "image-classification", "metrics": {"accuracy": accuracy}, "rows": HELD_OUT},
               f"""# Digits {version}

{kind} that reads a handwritten digit.

- **Takes** `image`: 8 rows of 8 shades from 0 (paper) to 16 (ink), any number of images at once.
- **Gives** `label` (0 to 9) and the ten `probabilities`.
- **Held-out score**: accuracy {accuracy} ({right} of {HELD_OUT} images that it never saw; `../held-out.csv`).
- **Trained** on the other {len(y_train)} images by `../train.py`; split with seed 0, stratified.

The images are tiny and centred; a photo of a digit will not work. Not for anything that matters.
"""))
