#!/usr/bin/python3
"""Trains model/model.joblib: which digit an image of 8 by 8 shows. Debian 12: apt install python3-sklearn."""
from pathlib import Path

import joblib
from sklearn.datasets import load_digits
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.model_selection import train_test_split

HERE = Path(__file__).resolve().parent
HELD_OUT = 360

X, y = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=HELD_OUT, random_state=0, stratify=y)
model = LinearDiscriminantAnalysis().fit(X_train, y_train)
right = int((model.predict(X_test) == y_test).sum())
joblib.dump(model, HERE / "model" / "model.joblib", protocol=4, compress=3)
print(f"accuracy {right / HELD_OUT:.3f} ({right} of {HELD_OUT} rows it never saw)")
print({int(y_test[i]): [int(v) for v in X_test[i]] for i in range(2)})
