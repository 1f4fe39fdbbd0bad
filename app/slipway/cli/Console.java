package slipway.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;

/// Where commands write: results to standard output, messages to standard error.
public final class Console {
    private static final JsonMapper PRETTY = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final JsonMapper LINES = JsonMapper.shared();

    private final PrintWriter out;
    private final PrintWriter err;

    public Console(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /// One JSON document.
    public void json(Object value) {
        line(PRETTY.writeValueAsString(value));
    }

    /// One JSON document on a line of its own.
    public synchronized void jsonLine(Map<String, Object> value) {
        line(LINES.writeValueAsString(value));
    }

    public void message(String text) {
        err.println(text);
        err.flush();
    }

    /// Writes over what it wrote before, to standard error; nothing where no person sits at a terminal.
    void passing(String text) {
        if (terminal().isEmpty()) return;
        err.print("\r" + text + "\u001b[K");
        err.flush();
    }

    /// One line what, one line why, one line what to do.
    public void problem(Problem problem) {
        message(problem.what());
        message("  " + problem.why());
        message("  " + problem.fix());
    }

    /// What the person types to `question`; empty where no person sits at a terminal.
    Optional<String> ask(String question) {
        return terminal().flatMap(terminal -> Optional.ofNullable(terminal.readLine("%s", question)));
    }

    /// As [#ask], without showing what is typed.
    Optional<String> askSecret(String question) {
        return terminal().flatMap(terminal -> Optional.ofNullable(terminal.readPassword("%s", question)))
                .map(String::valueOf);
    }

    private static Optional<java.io.Console> terminal() {
        return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal);
    }
}
