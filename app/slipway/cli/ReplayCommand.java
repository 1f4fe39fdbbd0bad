package slipway.cli;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.base.Units;
import slipway.compare.ShadowView;
import slipway.compare.Tolerance;
import slipway.load.LoadPlan;
import slipway.load.LoadResult;
import slipway.load.ReplayPlan;
import slipway.load.ReplayPlan.Pace;
import slipway.load.ReplayReport;
import slipway.load.ReplaySession;
import slipway.load.Replayer;
import slipway.load.Trust;
import slipway.record.Entry;
import slipway.record.Recording;
import slipway.store.RunFile;

/// `replay RECORDING ENDPOINT|URL`: sends recorded requests again and compares the answers with the recorded ones, or
/// with those of a second server. Ends 1 where a request failed or answers differ.
@Command(name = "replay", mixinStandardHelpOptions = true)
final class ReplayCommand extends Action {
    private static final int FIELDS = 10;

    @Parameters(paramLabel = "RECORDING", descriptionKey = "RECORDING")
    private String name = "";

    @Parameters(paramLabel = "ENDPOINT|URL")
    private String target = "";

    @Option(names = "--to-b", paramLabel = "ENDPOINT|URL")
    private @Nullable String second;

    @Option(names = "--speed", paramLabel = "SPEED", converter = Speed.class)
    private Pace pace = new Pace.Original();

    @Option(names = "--deployment", paramLabel = "NAME")
    private @Nullable String deployment;

    @Option(names = "--deployment-b", paramLabel = "NAME")
    private @Nullable String secondDeployment;

    @Option(names = "--ignore", paramLabel = "FIELD", split = ",")
    private Set<String> ignored = Set.of();

    @Option(names = "--insecure")
    private boolean insecure;

    @Option(names = "--tolerance", paramLabel = "T")
    private double tolerance = Tolerance.STRICT.relative();

    /// `original`, `x2`, `rate:50`.
    static final class Speed implements ITypeConverter<Pace> {
        @Override
        public Pace convert(String text) {
            String word = text.strip().toLowerCase(Locale.ROOT);
            try {
                if (word.equals("original")) return new Pace.Original();
                if (word.startsWith("x")) return new Pace.Scaled(Double.parseDouble(word.substring(1)));
                if (word.startsWith("rate:")) return new Pace.Rate(Double.parseDouble(word.substring(5)));
            } catch (NumberFormatException e) {
                throw new TypeConversionException(Text.of("cli.replay.speed-form", text));
            } catch (StudioException e) {
                throw new TypeConversionException(e.problem().why());
            }
            throw new TypeConversionException(Text.of("cli.replay.speed-form", text));
        }
    }

    @Override
    int run() throws InterruptedException {
        Recording recording = RecordCommand.recordings(app()).open(name);
        ReplayPlan plan = plan();
        var session = new ReplaySession(recording, new Tolerance(Math.min(tolerance, Tolerance.STRICT.absolute()),
                tolerance, ignored, Set.of()));
        ReplayReport report;
        try (Replayer replayer = new Replayer(); Stream<Entry> entries = recording.entries()) {
            report = replayer.run(plan, session.items(entries), session::answered, Progress.NONE, partial -> {});
        }
        ShadowView view = session.view();
        if (app().json()) console().json(map(report, session, view));
        else
            tell(report, session, view);
        boolean good = report.sides().stream().allMatch(side -> side.result().ok() == side.result().sent());
        return good && view.agreeing() == view.compared() ? 0 : 1;
    }

    /// What the options ask for.
    ReplayPlan plan() {
        List<ReplayPlan.Aim> aims = second == null
                ? List.of(aim(target, deployment))
                : List.of(aim(target, deployment), aim(second, secondDeployment));
        return new ReplayPlan(aims, pace, LoadPlan.Limits.STANDARD, slipway.compare.Answer.COMPARED,
                insecure ? Trust.ANYBODY : Trust.AUTHORITIES);
    }

    private ReplayPlan.Aim aim(String to, @Nullable String named) {
        var headers = new LinkedHashMap<String, String>();
        if (named != null) headers.put("azureml-model-deployment", named);
        if (to.contains("://")) return new ReplayPlan.Aim(URI.create(to), headers);
        RunFile.EndpointRun run = Running.endpoint(app().workspace(), to);
        headers.putAll(InvokeCommand.headers(run));
        return new ReplayPlan.Aim(URI.create(run.url()), headers);
    }

    private static Map<String, Object> map(ReplayReport report, ReplaySession session, ShadowView view) {
        var map = new LinkedHashMap<String, Object>();
        map.put("replayed", report.answered());
        map.put("skipped", session.skipped());
        map.put("sides", report.sides().stream().map(side -> side.result()).toList());
        map.put("compared", view.compared());
        map.put("notCompared", session.notCompared());
        map.put("agreeing", view.agreeing());
        map.put("labelled", view.labelled());
        map.put("labelsAgreeing", view.labelsAgreeing());
        map.put("fields", view.fields());
        map.put("examples", view.examples());
        return map;
    }

    private void tell(ReplayReport report, ReplaySession session, ShadowView view) {
        if (session.skipped() > 0) console().message(Text.of("cli.replay.skipped", session.skipped()));
        var table = new Table(Text.of("cli.load.who"), Text.of("cli.load.requests"), Text.of("cli.replay.ok"), "p50",
                "p90", "p99", "max");
        for (int i = 0; i < report.sides().size(); i++) {
            LoadResult result = report.sides().get(i).result();
            table.row(i == 0 ? target : String.valueOf(second), String.valueOf(result.sent()),
                    String.valueOf(result.ok()), Units.millis(result.latency().p50()),
                    Units.millis(result.latency().p90()), Units.millis(result.latency().p99()),
                    Units.millis(result.latency().max()));
            result.errors().forEach((kind, count) -> console().message(Text.of("cli.load.error", count, kind)));
        }
        console().line(table.text());
        if (view.compared() == 0) {
            console().line(Text.of("cli.replay.nothing-compared"));
            return;
        }
        console().line(Text.of("cli.replay.agreeing", view.agreeing(), view.compared(),
                Units.percent(view.agreement()), Units.percent(view.labelAgreement())));
        view.fields().stream().filter(field -> field.differing() > 0).limit(FIELDS)
                .forEach(field -> console().line(Text.of("cli.replay.field", field.name(), field.differing(),
                        Units.number(field.maxDelta()))));
    }
}
