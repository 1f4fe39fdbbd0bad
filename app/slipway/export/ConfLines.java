package slipway.export;

/// The lines of a configuration file, indented by block. Not shared between threads.
final class ConfLines {
    private static final String STEP = "    ";

    private final StringBuilder out = new StringBuilder();
    private String indent = "";

    ConfLines line(String text) {
        out.append(indent).append(text).append('\n');
        return this;
    }

    /// An empty line.
    ConfLines gap() {
        out.append('\n');
        return this;
    }

    /// A line whose block follows, until [#end].
    ConfLines begin(String text) {
        line(text);
        indent += STEP;
        return this;
    }

    ConfLines end() {
        indent = indent.substring(STEP.length());
        return this;
    }

    /// `text {`, until [#close].
    ConfLines open(String text) {
        return begin(text + " {");
    }

    ConfLines close() {
        return end().line("}");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
