"""Is well, and tells how much it was sent."""
from flask import Flask, request

app = Flask(__name__)


@app.route("/ping")
def ping():
    return ""


@app.route("/invocations", methods=["POST"])
def invocations():
    return "received " + str(len(request.get_data())) + " bytes of " + request.content_type + "\n"
