#!/usr/bin/python3
"""Trains model/model.joblib: how far diabetes went in a year. Debian 12: apt install python3-sklearn."""
from pathlib import Path

import joblib
from sklearn.datasets import load_diabetes
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HERE = Path(__file__).resolve().parent
HELD_OUT = 110

X, y = load_diabetes(return_X_y=True, scaled=False)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=HELD_OUT, random_state=0)
model = make_pipeline(StandardScaler(), Ridge()).fit(X_train, y_train)
joblib.dump(model, HERE / "model" / "model.joblib", protocol=4)
print(f"r2 {r2_score(y_test, model.predict(X_test)):.3f} on {HELD_OUT} rows it never saw")
