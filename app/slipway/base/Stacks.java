package slipway.base;

import java.io.PrintWriter;
import java.io.StringWriter;

/// Stack traces as text, for the details of a [Problem].
public final class Stacks {
    private Stacks() {}

    /// The whole stack of `failure`, its causes included.
    public static String of(Throwable failure) {
        var out = new StringWriter();
        failure.printStackTrace(new PrintWriter(out));
        return out.toString();
    }
}
