package slipway.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.observe.Ansi;
import slipway.observe.LogArchive;
import slipway.observe.LogSearch;

/// `logs DEPLOYMENT`: what its servers wrote, from the archive that also holds what runs now.
@Command(name = "logs", mixinStandardHelpOptions = true)
final class LogsCommand extends Action {
    private static final Duration POLL = Duration.ofMillis(250);

    @Parameters(paramLabel = "DEPLOYMENT")
    private String deployment = "";

    @Option(names = {"-f", "--follow"})
    private boolean follow;

    @Option(names = "--grep", paramLabel = "RE")
    private @Nullable Pattern grep;

    @Option(names = "--since", paramLabel = "T", converter = Durations.class)
    private @Nullable Duration since;

    /// As the window searches.
    private LogSearch search = LogSearch.NONE;

    @Override
    int run() throws InterruptedException {
        Path state = app().workspace().resolve(".slipway");
        if (grep != null) search = LogSearch.of(grep.pattern(), true);
        var archive = LogArchive.of(state, deployment);
        Instant from = since == null ? Instant.MIN : Instant.now().minus(since);
        archive.read(from, this::print);
        if (!follow) return 0;
        while (true) {
            Tasks.pause(POLL);
            archive.read(from, this::print);
        }
    }

    private void print(String line) {
        if (search == LogSearch.NONE || search.matches(Ansi.clean(line))) console().line(line);
        if (search.fault() != LogSearch.Fault.NONE) throw StudioException.of("cli.grep-slow", search.query());
    }
}
