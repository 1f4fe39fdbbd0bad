package slipway.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import slipway.base.Text;
import slipway.rehearse.HealthRules;
import slipway.rehearse.HealthRun;
import slipway.rehearse.HealthTimeline;
import slipway.rehearse.HealthTimeline.Moment;
import slipway.rehearse.HealthTimeline.Probe;
import slipway.rehearse.Trace;

/// `rehearse health`: when each platform would call a container dead that answers as a trace says.
@Command(name = "health", mixinStandardHelpOptions = true)
final class RehearseHealthCommand extends Action {
    @Option(names = "--contract", paramLabel = "ID[,ID…]|all")
    private String contract = "all";

    @Option(names = "--trace", paramLabel = "FILE|STEPS", required = true)
    private String trace = "";

    @Option(names = "--policy", paramLabel = "VALUES")
    private @Nullable String policy;

    @Option(names = "--probes")
    private boolean probes;

    @Override
    int run() throws IOException {
        // a step has a = and a list a [; a file’s name seldom has
        boolean steps = trace.contains("=") || trace.strip().startsWith("[");
        Trace followed = Trace.parse(steps ? trace : TextFiles.read(Path.of(trace)));
        var rules = new ArrayList<>(contract.equals("all")
                ? HealthRules.all()
                : HealthRules.byIds(List.of(contract.split(","))));
        if (policy != null) rules.add(HealthRules.own(policy));
        List<HealthTimeline> timelines = rules.stream().map(each -> HealthRun.of(each, followed)).toList();
        if (app().json()) {
            console().json(Map.of("trace", followed.points().stream().map(RehearseHealthCommand::map).toList(),
                    "platforms", timelines.stream().map(RehearseHealthCommand::map).toList()));
        } else {
            show(timelines);
        }
        return timelines.stream().allMatch(each -> each.verdict().good()) ? 0 : 1;
    }

    private void show(List<HealthTimeline> timelines) {
        var table = new Table(Text.of("cli.rehearse.platform"), Text.of("cli.rehearse.verdict"),
                Text.of("cli.rehearse.healthy"), Text.of("cli.rehearse.given-up"), Text.of("cli.rehearse.probes"));
        for (HealthTimeline each : timelines) {
            table.row(each.rules().id(), each.verdict().text(), clock(each.first(Moment.Kind.HEALTHY)),
                    clock(each.given()), String.valueOf(each.probes().size()));
        }
        console().line(table.text());
        if (probes) timelines.forEach(this::showProbes);
        timelines.forEach(each -> console().message(each.rules().id() + ": " + each.rules().note()));
    }

    private void showProbes(HealthTimeline timeline) {
        var table = new Table(Text.of("cli.rehearse.asked"), Text.of("cli.rehearse.answered"),
                Text.of("cli.rehearse.answer"), Text.of("cli.rehearse.failures"));
        for (Probe probe : timeline.probes()) {
            table.row(HealthTimeline.clock(probe.at()), HealthTimeline.clock(probe.until()), probe.result().text(),
                    String.valueOf(probe.streak()));
        }
        console().line("");
        console().line(timeline.rules().id());
        console().line(table.text());
    }

    private static String clock(Optional<Duration> time) {
        return time.map(HealthTimeline::clock).orElse("–");
    }

    private static Map<String, Object> map(Trace.Point point) {
        var map = new LinkedHashMap<String, Object>();
        map.put("at", seconds(point.at()));
        map.put("answer", point.answer().name().toLowerCase(Locale.ROOT));
        map.put("latency", seconds(point.latency()));
        return map;
    }

    private static Map<String, Object> map(HealthTimeline timeline) {
        var map = new LinkedHashMap<String, Object>();
        map.put("id", timeline.rules().id());
        map.put("title", timeline.rules().title());
        map.put("verdict", timeline.verdict().word());
        timeline.first(Moment.Kind.HEALTHY).ifPresent(at -> map.put("firstHealthy", seconds(at)));
        timeline.first(Moment.Kind.START_LIMIT).ifPresent(at -> map.put("startLimitPassed", seconds(at)));
        timeline.given().ifPresent(at -> map.put("givenUp", seconds(at)));
        map.put("note", timeline.rules().note());
        map.put("probes", timeline.probes().stream().map(RehearseHealthCommand::map).toList());
        return map;
    }

    private static Map<String, Object> map(Probe probe) {
        var map = new LinkedHashMap<String, Object>();
        map.put("at", seconds(probe.at()));
        map.put("until", seconds(probe.until()));
        map.put("result", probe.result().word());
        map.put("counted", probe.counted());
        map.put("streak", probe.streak());
        return map;
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
