package slipway.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;

/// What most starts ask for, the window on a workspace, without the reader of all commands: that one takes nearly half a
/// second to load, because it is older than what a cache of classes takes in. Stateless.
public final class WindowOnly {
    private WindowOnly() {}

    /// The workspace whose window `args` ask for and nothing else (`slipway`, `slipway --workspace DIR`), or null.
    public static @Nullable Path of(String[] args) {
        Path asked = switch (args.length) {
            case 0 -> Path.of("");
            case 2 -> args[0].equals("--workspace") && !args[1].startsWith("-") ? Path.of(args[1]) : null;
            default -> null;
        };
        return asked == null ? null : asked.toAbsolutePath().normalize();
    }

    /// Opens the window and answers the exit status, saying failures as [CommandLineApp] does.
    public static int open(Path workspace, Opener opener) {
        try {
            return opener.window(workspace);
        } catch (RuntimeException e) {
            new Console(new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                    new PrintWriter(System.err, true, StandardCharsets.UTF_8)).problem(StudioException.problemOf(e));
            return 1;
        }
    }
}
