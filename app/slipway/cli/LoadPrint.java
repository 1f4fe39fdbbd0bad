package slipway.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

import slipway.base.Text;
import slipway.base.Units;
import slipway.load.Comparison;
import slipway.load.LoadPlan;
import slipway.load.LoadReport;
import slipway.load.LoadResult;
import slipway.load.SavedRun;

/// How `load` says what it saw: tables for people, the shapes of `--json` for scripts.
record LoadPrint(Console console, boolean json) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
            .withZone(ZoneId.systemDefault());
    /// Above this the generator itself was what waited.
    private static final double BEHIND_MILLIS = 50;

    /// One line, while the load goes on.
    void passing(LoadReport report, LoadPlan plan) {
        LoadResult result = report.result();
        console.passing(Text.of("cli.load.passing", report.seconds().size(), plan.shape().duration().toSeconds(),
                result.sent(), result.sent() - result.ok(), Units.number(result.rate()),
                Units.millis(result.latency().p50()), Units.millis(result.latency().p99())));
    }

    void passed() {
        console.passing("");
    }

    void report(LoadReport report) {
        LoadResult result = report.result();
        if (report.behindMillis() > BEHIND_MILLIS) {
            console.message(Text.of("cli.load.behind", Units.millis(report.behindMillis())));
        }
        if (json) {
            console.json(result);
            return;
        }
        console.line(Text.of("cli.load.sent", result.sent(), result.ok(), Units.number(result.rate())));
        result.errors().forEach((kind, count) -> console.line(Text.of("cli.load.error", count, kind)));
        var table = new Table(Text.of("cli.load.who"), Text.of("cli.load.requests"), "p50", "p90", "p99", "p99.9",
                "max");
        row(table, Text.of("cli.load.all"), result.sent(), result.latency());
        result.perDeployment().forEach((name, part) -> row(table, name, part.requests(), part.latency()));
        console.line(table.text());
    }

    int runs(List<SavedRun.Head> heads) {
        if (json) {
            console.json(heads);
            return 0;
        }
        var table = new Table(Text.of("cli.load.run"), Text.of("cli.load.name"), Text.of("cli.load.at"),
                Text.of("cli.load.requests"), "p50", "p99", Text.of("cli.load.plan"));
        heads.forEach(head -> table.row(head.id(), head.name(), TIME.format(head.at()),
                String.valueOf(head.result().sent()), Units.millis(head.result().latency().p50()),
                Units.millis(head.result().latency().p99()), head.plan() + " " + head.note()));
        console.line(table.text());
        return 0;
    }

    int comparison(SavedRun first, SavedRun second) {
        Comparison compared = Comparison.of(first, second);
        if (json) {
            console.json(compared);
            return 0;
        }
        var table = new Table("", first.name(), second.name(), Text.of("cli.load.difference"));
        Comparison.Pair rates = compared.rates();
        table.row(Text.of("cli.load.rate"), Units.number(rates.first()), Units.number(rates.second()),
                signed(rates.difference(), Units.number(Math.abs(rates.difference()))));
        Comparison.Pair errors = compared.errorShares();
        table.row(Text.of("cli.load.errors"), Units.percent(errors.first()), Units.percent(errors.second()),
                signed(errors.difference(), Units.percent(Math.abs(errors.difference()))));
        rows(table, "", compared.latencies());
        compared.deployments().forEach(each -> rows(table, each.name() + " ", each.latencies()));
        console.line(table.text());
        return 0;
    }

    private static void rows(Table table, String who, List<Comparison.Row> rows) {
        for (Comparison.Row row : rows) {
            Comparison.Pair millis = row.millis();
            String name = row.percentile() == 100 ? "max" : "p" + String.valueOf(row.percentile()).replace(".0", "");
            table.row(who + name, Units.millis(millis.first()), Units.millis(millis.second()),
                    signed(millis.difference(), Units.millis(Math.abs(millis.difference()))));
        }
    }

    private static String signed(double value, String amount) {
        return value == 0 ? "0" : (value > 0 ? "+" : "−") + amount;
    }

    private static void row(Table table, String name, long requests, LoadResult.Latency latency) {
        table.row(name, String.valueOf(requests), Units.millis(latency.p50()), Units.millis(latency.p90()),
                Units.millis(latency.p99()), Units.millis(latency.p999()), Units.millis(latency.max()));
    }
}
