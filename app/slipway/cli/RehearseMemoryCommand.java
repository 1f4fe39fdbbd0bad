package slipway.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.base.Units;
import slipway.rehearse.Fit;
import slipway.rehearse.MemoryNeed;
import slipway.rehearse.MemoryPlan;
import slipway.rehearse.MemoryPlan.Split;
import slipway.rehearse.MemoryPlan.Term;
import slipway.rehearse.Shape;
import slipway.rehearse.Workload;

/// `rehearse memory`: what copies of a model need on a shape, term by term, and the same cores split differently.
@Command(name = "memory", mixinStandardHelpOptions = true, sortOptions = false)
final class RehearseMemoryCommand extends Action {
    @Option(names = "--copy", paramLabel = "SIZE", required = true, converter = Size.Reader.class)
    private Size copy = new Size(0);

    @Option(names = "--shape", paramLabel = "NAME")
    private @Nullable String shape;

    @Option(names = "--ocpus", paramLabel = "N")
    private int ocpus;

    @Option(names = "--memory", paramLabel = "SIZE", converter = Size.Reader.class)
    private Size memory = new Size(0);

    @Option(names = "--workers", paramLabel = "N")
    private @Nullable Integer workers;

    @Option(names = "--replicas", paramLabel = "N")
    private int replicas = 1;

    @Option(names = "--base", paramLabel = "SIZE", converter = Size.Reader.class)
    private Size base = new Size(0);

    @Option(names = "--cache", paramLabel = "SIZE", converter = Size.Reader.class)
    private Size cache = new Size(0);

    @Option(names = "--headroom", paramLabel = "PERCENT")
    private double headroom = 10;

    @Option(names = "--host", paramLabel = "SIZE", converter = Size.Reader.class)
    private @Nullable Size host;

    @Override
    int run() {
        MemoryPlan plan = MemoryPlan.of(need());
        if (app().json()) {
            console().json(map(plan));
        } else {
            show(plan);
        }
        return plan.shape() == Fit.RED ? 1 : 0;
    }

    private MemoryNeed need() {
        String wanted = shape;
        if (wanted != null) {
            Shape named = Shape.named(wanted)
                    .orElseThrow(() -> StudioException.of("cli.rehearse-shape", wanted, Shape.names()));
            if (ocpus == 0) ocpus = named.ocpus();
            if (memory.bytes() == 0) memory = new Size(named.memoryBytes());
        }
        return new MemoryNeed(ocpus, workers == null ? OptionalInt.empty() : OptionalInt.of(workers), replicas,
                copy.bytes(), base.bytes(), cache.bytes(), headroom / 100, memory.bytes(),
                host == null ? Machine.memoryBytes() : host.bytes());
    }

    private void show(MemoryPlan plan) {
        var sum = new Table(Text.of("cli.rehearse.part"), Text.of("cli.rehearse.count"), Text.of("cli.rehearse.each"),
                Text.of("cli.rehearse.bytes"));
        for (Term term : plan.terms()) {
            sum.row(term.part().text(), String.valueOf(term.count()), Units.bytes(term.each()),
                    Units.bytes(term.bytes()));
        }
        console().line(sum.text());
        console().line(Text.of("cli.rehearse.instance", Units.bytes(plan.perInstance()),
                Units.bytes(plan.need().shapeBytes()), plan.shape().text()));
        plan.host().ifPresent(fit -> console().line(Text.of("cli.rehearse.here", plan.need().replicas(),
                Units.bytes(plan.total()), Units.bytes(plan.need().hostBytes()), fit.text())));
        console().line("");
        var splits = new Table(Text.of("cli.rehearse.instances"), Text.of("cli.rehearse.cores"),
                Text.of("cli.rehearse.copies"), Text.of("cli.rehearse.need"), Text.of("cli.rehearse.memory"),
                Text.of("cli.rehearse.fit"), Text.of("cli.rehearse.left"));
        for (Split split : plan.splits()) {
            splits.row(split.instances() + (split.chosen() ? " *" : ""), String.valueOf(split.ocpus()),
                    String.valueOf(split.copies()), Units.bytes(split.need()), Units.bytes(split.shapeBytes()),
                    split.fit().text(), Units.percent(split.left()));
        }
        console().line(splits.text());
        long alone = plan.need().alone();
        console().line("");
        var types = new Table(Text.of("cli.rehearse.workload"), Text.of("cli.rehearse.memory"),
                Text.of("cli.rehearse.need"), Text.of("cli.rehearse.fit"));
        Workload.all().forEach(each -> types.row(each.title(), Units.bytes(each.bytes()), Units.bytes(alone),
                each.fit(alone).text()));
        console().line(types.text());
    }

    private static Map<String, Object> map(MemoryPlan plan) {
        var map = new LinkedHashMap<String, Object>();
        map.put("copies", plan.need().copies());
        map.put("terms", plan.terms().stream().map(term -> Map.of("part", term.part().word(), "count", term.count(),
                "eachBytes", term.each(), "bytes", term.bytes())).toList());
        map.put("perInstanceBytes", plan.perInstance());
        map.put("shapeBytes", plan.need().shapeBytes());
        map.put("fit", plan.shape().word());
        map.put("totalBytes", plan.total());
        plan.host().ifPresent(fit -> map.put("host", Map.of("bytes", plan.need().hostBytes(), "fit", fit.word())));
        map.put("splits", plan.splits().stream().map(split -> Map.of("instances", split.instances(), "ocpus",
                split.ocpus(), "copies", split.copies(), "bytes", split.need(), "shapeBytes", split.shapeBytes(), "fit",
                split.fit().word(), "leftWhenOneIsLost", split.left(), "chosen", split.chosen())).toList());
        List<Map<String, Object>> types = Workload.all().stream().map(each -> Map.<String, Object>of("id", each.id(),
                "bytes", each.bytes(), "fit", each.fit(plan.need().alone()).word())).toList();
        map.put("workloads", types);
        return map;
    }
}
