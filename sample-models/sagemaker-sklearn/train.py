#!/usr/bin/python3
"""Trains model/model.joblib: which of three growers made a wine. Debian 12: apt install python3-sklearn."""
from pathlib import Path

import joblib
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HERE = Path(__file__).resolve().parent
HELD_OUT = 60

X, y = load_wine(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=HELD_OUT, random_state=0, stratify=y)
model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(X_train, y_train)
right = int((model.predict(X_test) == y_test).sum())
joblib.dump(model, HERE / "model" / "model.joblib", protocol=4)
print(f"accuracy {right / HELD_OUT:.3f} ({right} of {HELD_OUT} rows it never saw)")
