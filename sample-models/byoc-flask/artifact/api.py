"""The server of this artifact: GET /health and POST /predict on port 5000, as OCI Data Science asks of a container.

It lies in the artifact, beside the model, so a change of it needs no new image.
"""
import logging
import os
import signal
import sys
from pathlib import Path

import joblib
from flask import Flask, jsonify, request
from waitress import serve

MODEL_DIR = Path(os.environ.get("MODEL_DIR", Path(__file__).resolve().parent))
PORT = int(os.environ.get("SERVER_PORT") or os.environ.get("PORT") or 5000)

app = Flask(__name__)
model = joblib.load(MODEL_DIR / os.environ.get("MODEL_FILE_LDA", "model.joblib"))


@app.get("/health")
def health():
    return jsonify(status="success")


@app.post("/predict")
def predict():
    body = request.get_json(silent=True)
    rows = body.get("data") if isinstance(body, dict) else None
    if not rows:
        return jsonify(error='expected {"data": [[sepal length, sepal width, petal length, petal width], …]}'), 400
    try:
        return jsonify(prediction=model.predict(rows).tolist())
    except ValueError as e:
        return jsonify(error=str(e)), 400


if __name__ == "__main__":
    # the first process of a container is told to stop only where it says that it listens
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(asctime)s %(levelname)s %(message)s")
    serve(app, host="0.0.0.0", port=PORT, threads=4)
