package slipway.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;
import slipway.deploy.Salvage;
import slipway.engine.LeftOver;

/// `prune`: removes containers and networks of workspaces that are gone. What a running studio uses is never touched.
@Command(name = "prune", mixinStandardHelpOptions = true)
final class PruneCommand extends Action {
    @Option(names = "--all")
    private boolean all;

    @Option(names = "--dry-run")
    private boolean dry;

    @Override
    int run() throws InterruptedException {
        try (var tasks = new Tasks()) {
            Salvage salvage = app().opener().salvage(tasks, app().workspace());
            List<LeftOver> meant = salvage.list().stream().filter(one -> all || !one.here()).toList();
            List<LeftOver> gone = dry ? List.of() : salvage.remove(meant);
            if (app().json()) {
                console().json(Map.of("found", meant.stream().map(PruneCommand::map).toList(), "removed",
                        gone.stream().map(LeftOver::id).toList()));
            } else {
                if (!meant.isEmpty()) console().line(table(meant));
                console().message(dry
                        ? Text.of("cli.prune.would", meant.size())
                        : Text.of("cli.prune.removed", gone.size(), meant.size()));
            }
            return dry || gone.size() == meant.size() ? 0 : 1;
        }
    }

    private static String table(List<LeftOver> found) {
        var table = new Table(Text.of("cli.prune.name"), Text.of("cli.prune.kind"), Text.of("cli.prune.key"),
                Text.of("cli.prune.age"), Text.of("cli.prune.workspace"));
        for (LeftOver one : found) {
            table.row(one.name(), Text.of(one.kind() == LeftOver.Kind.CONTAINER
                    ? "cli.prune.container"
                    : "cli.prune.network"), one.key().isEmpty() ? "–" : one.key(),
                    Units.nanos(Math.max(0, Duration.between(one.created(), Instant.now()).toNanos())),
                    one.root().isEmpty() ? one.workspace() : one.root());
        }
        return table.text();
    }

    static Map<String, Object> map(LeftOver one) {
        var map = new LinkedHashMap<String, Object>();
        map.put("id", one.id());
        map.put("name", one.name());
        map.put("kind", one.kind() == LeftOver.Kind.CONTAINER ? "container" : "network");
        map.put("workspace", one.root());
        map.put("workspaceHere", one.here());
        map.put("deployment", one.key());
        map.put("running", one.running());
        map.put("created", one.created().toString());
        if (one.sizeBytes() >= 0) map.put("sizeBytes", one.sizeBytes());
        return map;
    }
}
