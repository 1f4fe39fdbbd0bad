package slipway.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import slipway.base.Bytes;
import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.catalog.Catalog;
import slipway.catalog.Model;
import slipway.load.LoadPlan;
import slipway.load.LoadReport;
import slipway.load.LoadRequest;
import slipway.load.LoadRunner;
import slipway.load.PlanText;
import slipway.load.RequestFiles;
import slipway.load.RequestSet;
import slipway.load.RowForm;
import slipway.load.SavedRuns;
import slipway.load.Shape;
import slipway.load.Trust;
import slipway.store.AtomicFiles;
import slipway.store.RunFile;

/// `load ENDPOINT|URL`: load by a plan, latency corrected for coordinated omission. Ends 1 when a request failed.
@Command(name = "load", mixinStandardHelpOptions = true)
final class LoadCommand extends Action {
    private static final int CONNECTIONS = 32;

    @Parameters(paramLabel = "ENDPOINT|URL", arity = "0..1")
    private @Nullable String target;

    @Option(names = "--rate", paramLabel = "R")
    private double rate;

    @Option(names = "--duration", paramLabel = "D", converter = Durations.class)
    private @Nullable Duration duration;

    @Option(names = "--count", paramLabel = "N")
    private long count = Long.MAX_VALUE;

    @Option(names = "--shape", paramLabel = "SHAPE")
    private @Nullable String shape;

    @Option(names = "--seed", paramLabel = "N")
    private long seed = 1;

    @Option(names = "--connections", paramLabel = "N")
    private @Nullable Integer connections;

    @Option(names = "--threads", paramLabel = "N")
    private int threads = 1;

    @Option(names = "--timeout", paramLabel = "D", converter = Durations.class)
    private Duration timeout = LoadPlan.Limits.STANDARD.timeout();

    @Option(names = "--request-file", paramLabel = "FILE")
    private @Nullable Path file;

    @Option(names = "--body", paramLabel = "TEXT")
    private @Nullable String body;

    @Option(names = "--path", paramLabel = "PATH")
    private String path = "/score";

    @Option(names = "--data", paramLabel = "FILE")
    private @Nullable Path data;

    @Option(names = "--data-form", paramLabel = "FORM")
    private @Nullable Form form;

    @Option(names = "--content-type", paramLabel = "TYPE")
    private @Nullable String contentType;

    @Option(names = "--deployment", paramLabel = "NAME")
    private @Nullable String deployment;

    @Option(names = "--save", paramLabel = "NAME")
    private @Nullable String save;

    @Option(names = "--note", paramLabel = "TEXT")
    private String note = "";

    @Option(names = "--csv", paramLabel = "FILE")
    private @Nullable Path csv;

    @Option(names = "--insecure")
    private boolean insecure;

    @Option(names = "--runs")
    private boolean runs;

    @Option(names = "--compare", paramLabel = "RUN", arity = "2")
    private @Nullable List<String> compare;

    /// The payload form of a table’s rows.
    enum Form {
        INPUT_DATA, DATAFRAME_SPLIT, DATAFRAME_RECORDS, INSTANCES;

        private RowForm rows() {
            String key = name().toLowerCase(Locale.ROOT);
            return switch (this) {
                case INPUT_DATA, DATAFRAME_SPLIT -> new RowForm.Split(key);
                case DATAFRAME_RECORDS, INSTANCES -> new RowForm.Records(key);
            };
        }
    }

    @Override
    int run() throws InterruptedException {
        var saved = SavedRuns.of(app().workspace());
        var print = new LoadPrint(console(), app().json());
        if (compare != null) return print.comparison(saved.find(compare.getFirst()), saved.find(compare.getLast()));
        if (runs) return print.runs(saved.list());
        LoadPlan plan = plan();
        LoadReport report;
        try (LoadRunner runner = new LoadRunner()) {
            report = runner.watch(plan, Progress.NONE, part -> print.passing(part, plan));
        }
        print.passed();
        keep(saved, plan, report);
        print.report(report);
        return report.result().ok() == report.result().sent() ? 0 : 1;
    }

    /// What the options ask for, the files read.
    LoadPlan plan() {
        String to = target;
        Duration time = duration;
        if (to == null) throw wrong("cli.load.no-target");
        if (time == null) throw wrong("cli.load.no-duration");
        URI address;
        var headers = new LinkedHashMap<String, String>();
        if (to.contains("://")) {
            address = address(to);
        } else {
            RunFile.EndpointRun run = Running.endpoint(app().workspace(), to);
            address = address(run.url() + path);
            headers.putAll(InvokeCommand.headers(run));
        }
        if (deployment != null) headers.put("azureml-model-deployment", deployment);
        int most = connections == null ? LoadPlan.Limits.STANDARD.connections() : connections;
        return new LoadPlan(address, shape(time), requests(to).with(Map.copyOf(headers)),
                new LoadPlan.Limits(most, threads, timeout, count),
                insecure ? Trust.ANYBODY : Trust.AUTHORITIES);
    }

    /// Without a rate and a shape each connection sends when it has its answer.
    private Shape shape(Duration time) {
        if (shape != null) return PlanText.shape(shape, rate, time, seed);
        if (spec().commandLine().getParseResult().hasMatchedOption("--rate")) return new Shape.Constant(rate, time);
        return new Shape.Closed(connections == null ? CONNECTIONS : connections, time);
    }

    private RequestSet requests(String to) {
        if (data != null) {
            RowForm rows = file == null ? rows(to) : new RowForm.Template(InvokeCommand.read(file));
            return RequestFiles.read(data, contentType, rows);
        }
        if (file != null) return RequestFiles.one(file, contentType);
        if (body != null) {
            String type = contentType == null ? "application/json" : contentType;
            return RequestSet.inTurn(List.of(new LoadRequest("POST", "", type.isEmpty()
                    ? Map.of()
                    : Map.of("content-type", type), Bytes.utf8(body), 1)));
        }
        if (!to.contains("://")) throw wrong("cli.load.no-request");
        return RequestSet.inTurn(List.of(new LoadRequest("GET", "", Map.of(), Bytes.EMPTY, 1)));
    }

    /// As asked for, else as the endpoint’s contract has it.
    private RowForm rows(String to) {
        if (form != null) return form.rows();
        if (to.contains("://")) return RowForm.PLAIN;
        for (RunFile.DeploymentRun each : Running.of(app().workspace()).deployments()) {
            if (!each.endpoint().equals(to) || each.contract() == null || each.model() == null) continue;
            Model model = Catalog.look(Path.of(each.model()));
            return RowForm.of(each.contract(), model.signature(), model.name());
        }
        return RowForm.PLAIN;
    }

    private void keep(SavedRuns saved, LoadPlan plan, LoadReport report) {
        if (save != null) saved.save(save, note, plan, report);
        if (csv != null) AtomicFiles.write(csv, LoadReport.csv(report.seconds()));
    }

    private static URI address(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new StudioException(Problem.of("load.url", text), e);
        }
    }

    private ParameterException wrong(String key) {
        return new ParameterException(spec().commandLine(), Text.of(key));
    }
}
