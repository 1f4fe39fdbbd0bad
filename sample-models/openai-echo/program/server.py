"""A language model of one page behind the routes of OpenAI's interface: it guesses letter by letter what comes next.

Port 8000: GET /health and /v1/models, POST /v1/chat/completions and /v1/completions, with streams. The page is text.txt in
/mnt/models; the model is what followed each few letters in it. A token is a letter.
"""
import json
import logging
import os
import random
import signal
import sys
import time
import uuid
from collections import Counter, defaultdict
from pathlib import Path

from flask import Flask, Response, jsonify, request
from waitress import serve
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

NAME = os.environ.get("MODEL_NAME") or os.environ.get("SLIPWAY_MODEL_NAME") or "one-page"
PORT = int(os.environ.get("PORT") or 8000)
FOLDER = Path(os.environ.get("MODEL_DIR", "/mnt/models"))
ORDER, USUAL_LENGTH, MOST = 8, 120, 2000
STARTED = int(time.time())
LIMIT = 4_000_000  # of a body, in bytes

app = Flask(__name__)
app.json.sort_keys = False
page = " ".join((FOLDER / "text.txt").read_text(encoding="utf-8").split())
followers = defaultdict(Counter)
for at in range(len(page)):
    for length in range(min(ORDER, at) + 1):
        followers[page[at - length:at]][page[at]] += 1


def letters(prompt, said):
    """What comes after `prompt`, letter by letter, up to the end of a sentence; the same request has the same answer."""
    chance = random.Random(said.get("seed") if said.get("seed") is not None else prompt)
    warmth = said.get("temperature", 0)
    before = prompt.strip()[-ORDER:] + " "
    while True:
        known = next(followers[before[i:]] for i in range(len(before) + 1) if before[i:] in followers)
        choices, counts = zip(*sorted(known.items()))
        letter = chance.choices(choices, [n ** (1 / warmth) for n in counts])[0] if warmth > 0.01 \
            else max(choices, key=lambda each: (known[each], each))
        yield letter
        if letter == ".":
            return
        before = (before + letter)[-ORDER:]


class Refused(Exception):
    def __init__(self, message, param=None, status=400, code=None):
        self.message, self.param, self.status, self.code = message, param, status, code


def error(status, message, param=None, code=None):
    kind = "server_error" if status >= 500 else "invalid_request_error"
    return jsonify(error={"message": message, "type": kind, "param": param, "code": code})


def number(said, name, usual, least, most, kinds):
    value = said.get(name)
    if value is None:
        return usual
    if isinstance(value, bool) or not isinstance(value, kinds) or not least <= value <= most:
        raise Refused(f"'{name}' must be between {least} and {most}", name)
    return value


def asked():
    if request.mimetype not in ("application/json", ""):
        raise Refused("send application/json", status=415)
    try:
        said = json.loads(request.get_data().decode())
    except (RecursionError, ValueError) as e:
        raise Refused(f"the body is not JSON: {e}") from e
    if not isinstance(said, dict):
        raise Refused("the body must be a JSON object")
    if not isinstance(said.get("model"), str):
        raise Refused("you must provide a model parameter", "model")
    if said["model"] != NAME:
        raise Refused(f"The model `{said['model']}` does not exist", "model", 404, "model_not_found")
    said["temperature"] = number(said, "temperature", 0, 0, 2, (int, float))
    said["most"] = number(said, "max_completion_tokens", number(said, "max_tokens", USUAL_LENGTH, 1, MOST, int), 1, MOST, int)
    if not isinstance(said.get("stream") or False, bool):
        raise Refused("'stream' must be true or false", "stream")
    return said


def content(message):
    """The text of a message, which may come in parts."""
    parts = message.get("content") if isinstance(message, dict) and isinstance(message.get("role"), str) else None
    if isinstance(parts, list) and all(isinstance(part, dict) and isinstance(part.get("text"), str) for part in parts):
        return " ".join(part["text"] for part in parts)
    if not isinstance(parts, str):
        raise Refused("each of 'messages' needs a role and a content", "messages")
    return parts


@app.before_request
def not_too_large():
    if (request.content_length or 0) > LIMIT:
        raise RequestEntityTooLarge(f"the body is larger than {LIMIT} bytes")


@app.get("/health")
def health():
    return jsonify(status="ok")


@app.get("/v1/models")
def models():
    return jsonify(object="list", data=[{"id": NAME, "object": "model", "created": STARTED, "owned_by": "slipway"}])


@app.post("/v1/chat/completions")
def chat():
    said = asked()
    if not isinstance(said.get("messages"), list) or not said["messages"]:
        raise Refused("'messages' must be a list that is not empty", "messages")
    prompt = "\n".join(content(message) for message in said["messages"])
    return answer(said, prompt, "chatcmpl-", "chat.completion", "chat.completion.chunk",
                  lambda text: {"message": {"role": "assistant", "content": text}},
                  lambda text: {"delta": {"content": text} if text else {}})


@app.post("/v1/completions")
def completions():
    said = asked()
    if not isinstance(said.get("prompt"), str):
        raise Refused("'prompt' must be a text", "prompt")
    return answer(said, said["prompt"], "cmpl-", "text_completion", "text_completion",
                  lambda text: {"text": text}, lambda text: {"text": text})


def answer(said, prompt, prefix, kind, chunk_kind, whole, piece):
    head = {"id": prefix + uuid.uuid4().hex, "object": kind, "created": int(time.time()), "model": NAME}
    text = "".join(letter for letter, _ in zip(letters(prompt, said), range(said["most"])))
    reason = "stop" if text.endswith(".") else "length"
    usage = {"prompt_tokens": len(prompt), "completion_tokens": len(text), "total_tokens": len(prompt) + len(text)}
    if not said.get("stream"):
        return jsonify(**head, choices=[{"index": 0, **whole(text), "finish_reason": reason}], usage=usage)
    head["object"] = chunk_kind

    def events():
        def event(choices, **others):
            return f"data: {json.dumps({**head, 'choices': choices, **others})}\n\n"
        if chunk_kind != kind:
            yield event([{"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": None}])
        for i, word in enumerate(text.split(" ")):
            yield event([{"index": 0, **piece(word if i == 0 else " " + word), "finish_reason": None}])
        yield event([{"index": 0, **piece(""), "finish_reason": reason}])
        if (said.get("stream_options") or {}).get("include_usage"):
            yield event([], usage=usage)
        yield "data: [DONE]\n\n"

    return Response(events(), mimetype="text/event-stream", headers={"Cache-Control": "no-cache"})


@app.errorhandler(Refused)
def refused(e):
    return error(e.status, e.message, e.param, e.code), e.status


@app.errorhandler(HTTPException)
def refused_by_flask(e):
    reply = e.get_response()
    reply.data, reply.content_type = error(e.code, e.description).data, "application/json"
    return reply


@app.after_request
def without_length(answer):
    """After a HEAD with a length waitress ends the connection without a word; without one it says so."""
    if request.method == "HEAD":
        answer.automatically_set_content_length = False
        del answer.headers["Content-Length"]
    return answer


if __name__ == "__main__":
    # the first process of a container is told to stop only where it says that it listens
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(asctime)s %(levelname)s %(message)s")
    # send_bytes: an event goes out at once, and does not wait for others
    serve(app, host="0.0.0.0", port=PORT, threads=4, send_bytes=1)
