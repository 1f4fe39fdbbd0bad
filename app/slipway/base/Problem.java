package slipway.base;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// Something that went wrong, as data: the texts are looked up where it is shown.
///
/// `code` is stable and dotted (`spec.traffic-sum`); the bundle holds `problem.CODE.what`, `.why` and `.fix`, each
/// one line, filled with `args`. `detail` is raw technical text (a stack, a server's answer), never translated.
public record Problem(String code, List<Object> args, @Nullable String detail) {
    public Problem {
        args = List.copyOf(args);
    }

    public static Problem of(String code, Object... args) {
        return new Problem(code, List.of(args), null);
    }

    public Problem withDetail(@Nullable String text) {
        return new Problem(code, args, text);
    }

    public String what() {
        return Text.of("problem." + code + ".what", args.toArray());
    }

    public String why() {
        return Text.of("problem." + code + ".why", args.toArray());
    }

    public String fix() {
        return Text.of("problem." + code + ".fix", args.toArray());
    }
}
