package slipway.cli;

import java.io.Console;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import slipway.base.StudioException;

/// `demo`: the guided tour over the sample workspace, with pictures and a report.
@Command(name = "demo", mixinStandardHelpOptions = true)
final class DemoCommand extends Action {
    @Option(names = "--out", paramLabel = "DIR")
    private Path out = Path.of("target", "demo");

    @Option(names = "--from", paramLabel = "DIR")
    private @Nullable Path from;

    @Option(names = "--engine", paramLabel = "E")
    private String engine = "embedded";

    @Option(names = "--stay", negatable = true)
    private boolean stay = terminal();

    @Option(names = "--languages")
    private boolean languages;

    /// In a terminal somebody is there to look around after the tour.
    @SuppressWarnings("SystemConsoleNull") // true of JDK 22 to 24 only: 25 answers null again without a terminal
    private static boolean terminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    @Override
    int run() {
        if (!List.of("embedded", "docker").contains(engine)) throw StudioException.of("cli.demo-engine", engine);
        return app().opener().demo(out.toAbsolutePath().normalize(), from == null
                ? null
                : from.toAbsolutePath().normalize(), engine, stay, languages, console()::line);
    }
}
