package slipway.rehearse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import slipway.rehearse.JsonDefect.Kind;

/// Walks a text that is nearly JSON and notes commas that are missing or too many and brackets left open at the end.
/// Gives up, with nothing noted, at anything else. One use, one thread.
final class JsonScan {
    private enum State {
        VALUE, FIRST_ELEMENT, ELEMENT, FIRST_KEY, KEY, COLON, MEMBER, AFTER
    }

    private enum Token {
        OPEN, CLOSE, COMMA, COLON, STRING, SCALAR, WRONG
    }

    /// A bracket that waits for its end; `indent` is that of the line it stands on.
    private record Open(char close, String indent) {}

    private final String text;
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<JsonDefect> defects = new ArrayList<>();
    private State state = State.VALUE;
    private int at;
    private int ended;
    private int comma;

    private JsonScan(String text) {
        this.text = text;
    }

    static List<JsonDefect> of(String text) {
        var scan = new JsonScan(text);
        return scan.walk() ? List.copyOf(scan.defects) : List.of();
    }

    private boolean walk() {
        while (true) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at)))
                at++;
            if (at == text.length()) return close();
            int start = at;
            Token token = next();
            if (state == State.AFTER && begins(token) && !commaMissing()) return false;
            if (token == Token.CLOSE && (state == State.KEY || state == State.ELEMENT)) commaTooMany();
            if (!take(token, start)) return false;
            ended = at;
        }
    }

    private static boolean begins(Token token) {
        return token == Token.OPEN || token == Token.STRING || token == Token.SCALAR;
    }

    private boolean commaMissing() {
        if (open.isEmpty()) return false;
        defects.add(JsonDefect.at(Kind.COMMA_MISSING, text, ended, ","));
        state = inObject() ? State.KEY : State.ELEMENT;
        return true;
    }

    private void commaTooMany() {
        defects.add(JsonDefect.at(Kind.COMMA_TOO_MANY, text, comma, ""));
        state = State.AFTER;
    }

    private boolean inObject() {
        return !open.isEmpty() && open.getFirst().close == '}';
    }

    /// Moves on over `token`, which began at `start`; false where it cannot stand here.
    private boolean take(Token token, int start) {
        switch (token) {
            case OPEN -> {
                if (!wantsValue()) return false;
                boolean object = text.charAt(start) == '{';
                open.push(new Open(object ? '}' : ']', indent(start)));
                state = object ? State.FIRST_KEY : State.FIRST_ELEMENT;
            }
            case CLOSE -> {
                boolean may = state == State.AFTER || state == State.FIRST_KEY || state == State.FIRST_ELEMENT;
                if (!may || open.isEmpty() || open.pop().close != text.charAt(start)) return false;
                state = State.AFTER;
            }
            case COMMA -> {
                if (state != State.AFTER || open.isEmpty()) return false;
                comma = start;
                state = inObject() ? State.KEY : State.ELEMENT;
            }
            case COLON -> {
                if (state != State.COLON) return false;
                state = State.MEMBER;
            }
            case STRING -> {
                boolean key = state == State.KEY || state == State.FIRST_KEY;
                if (!key && !wantsValue()) return false;
                state = key ? State.COLON : State.AFTER;
            }
            case SCALAR -> {
                if (!wantsValue()) return false;
                state = State.AFTER;
            }
            case WRONG -> {
                return false;
            }
        }
        return true;
    }

    private boolean wantsValue() {
        return state == State.VALUE || state == State.FIRST_ELEMENT || state == State.ELEMENT || state == State.MEMBER;
    }

    /// The end of the text: what is open is closed, the innermost first, each on a line of its own.
    private boolean close() {
        if (state == State.VALUE || state == State.COLON || state == State.MEMBER) return false;
        if (state == State.KEY || state == State.ELEMENT) commaTooMany();
        if (open.isEmpty()) return true;
        var closing = new StringBuilder();
        for (Open each : open)
            closing.append('\n').append(each.indent).append(each.close);
        defects.add(JsonDefect.at(Kind.NOT_CLOSED, text, ended, closing.toString()));
        return true;
    }

    private String indent(int offset) {
        int from = text.lastIndexOf('\n', offset) + 1;
        int to = from;
        while (to < text.length() && (text.charAt(to) == ' ' || text.charAt(to) == '\t'))
            to++;
        return text.substring(from, to);
    }

    private Token next() {
        char c = text.charAt(at++);
        return switch (c) {
            case '{', '[' -> Token.OPEN;
            case '}', ']' -> Token.CLOSE;
            case ',' -> Token.COMMA;
            case ':' -> Token.COLON;
            case '"' -> string();
            default -> scalar(c);
        };
    }

    private Token string() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') return Token.STRING;
            if (c == '\n') return Token.WRONG;
            if (c == '\\') at++;
        }
        return Token.WRONG;
    }

    private Token scalar(char first) {
        if (!isScalar(first)) return Token.WRONG;
        while (at < text.length() && isScalar(text.charAt(at)))
            at++;
        return Token.SCALAR;
    }

    private static boolean isScalar(char c) {
        return (c < 128 && Character.isLetterOrDigit(c)) || c == '-' || c == '+' || c == '.';
    }
}
