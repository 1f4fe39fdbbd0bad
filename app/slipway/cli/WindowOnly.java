package slipway.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import slipway.base.StudioException;

/// What most starts ask for, the window on a workspace, without the reader of all commands: that one takes nearly half a
/// second to load, because it is older than what a cache of classes takes in. Stateless.
public final class WindowOnly {
    private WindowOnly() {}

    /// Whether `args` ask for the window and nothing else: `slipway`, `slipway --workspace DIR`.
    public static boolean is(String[] args) {
        return args.length == 0 || (args.length == 2 && args[0].equals("--workspace") && !args[1].isEmpty()
                && !args[1].startsWith("-"));
    }

    /// Opens the window and answers the exit status, saying failures as [CommandLineApp] does.
    public static int open(String[] args, Opener opener) {
        try {
            Path folder = Path.of(args.length == 0 ? "" : args[1]).toAbsolutePath().normalize();
            return args.length == 0 ? opener.welcome(folder) : opener.window(folder);
        } catch (RuntimeException e) {
            new Console(new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                    new PrintWriter(System.err, true, StandardCharsets.UTF_8)).problem(StudioException.problemOf(e));
            return 1;
        }
    }
}
