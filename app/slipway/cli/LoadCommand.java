package slipway.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import slipway.base.Bytes;
import slipway.base.Progress;
import slipway.base.Text;
import slipway.base.Units;
import slipway.load.LoadPlan;
import slipway.load.LoadResult;
import slipway.load.LoadRunner;
import slipway.store.RunFile;

/// `load ENDPOINT|URL`: open-loop load at a constant rate, latency corrected for coordinated omission. Ends 1 when a
/// request failed.
@Command(name = "load", mixinStandardHelpOptions = true)
final class LoadCommand extends Action {
    @Parameters(paramLabel = "ENDPOINT|URL")
    private String target = "";

    @Option(names = "--rate", paramLabel = "R", required = true)
    private double rate;

    @Option(names = "--duration", paramLabel = "D", required = true, converter = Durations.class)
    private Duration duration = Duration.ZERO;

    @Option(names = "--request-file", paramLabel = "FILE", required = true)
    private Path file = Path.of("");

    @Option(names = "--content-type", paramLabel = "TYPE")
    private @Nullable String contentType;

    @Override
    int run() throws InterruptedException {
        boolean url = target.contains("://");
        Map<String, String> headers = Map.of();
        URI address;
        if (url) {
            address = URI.create(target);
        } else {
            RunFile.EndpointRun run = Running.endpoint(app().workspace(), target);
            address = URI.create(run.url() + "/score");
            headers = InvokeCommand.headers(run);
        }
        var plan = new LoadPlan(address, rate, duration, contentType == null ? InvokeCommand.typeOf(file) : contentType,
                Bytes.utf8(InvokeCommand.read(file)), headers);
        LoadResult result;
        try (LoadRunner runner = new LoadRunner()) {
            result = runner.run(plan, Progress.NONE, partial -> {});
        }
        if (app().json()) {
            console().json(result);
        } else {
            tell(result);
        }
        return result.ok() == result.sent() ? 0 : 1;
    }

    private void tell(LoadResult result) {
        console().line(Text.of("cli.load.sent", result.sent(), result.ok(), Units.number(result.rate())));
        result.errors().forEach((kind, count) -> console().line(Text.of("cli.load.error", count, kind)));
        var table = new Table(Text.of("cli.load.who"), Text.of("cli.load.requests"), "p50", "p90", "p99", "p99.9",
                "max");
        row(table, Text.of("cli.load.all"), result.sent(), result.latency());
        result.perDeployment().forEach((name, part) -> row(table, name, part.requests(), part.latency()));
        console().line(table.text());
    }

    private static void row(Table table, String name, long requests, LoadResult.Latency latency) {
        table.row(name, String.valueOf(requests), Units.millis(latency.p50()), Units.millis(latency.p90()),
                Units.millis(latency.p99()), Units.millis(latency.p999()), Units.millis(latency.max()));
    }
}
