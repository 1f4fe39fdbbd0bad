package slipway.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine.Command;

import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;
import slipway.engine.ContainerUsage;
import slipway.engine.Usage;
import slipway.engine.docker.DockerEngine;
import slipway.engine.docker.DockerReadings;
import slipway.engine.process.ProcessReadings;
import slipway.store.RunFile;

/// `stats`: what the running deployments of the workspace use, measured over a second.
@Command(name = "stats", mixinStandardHelpOptions = true)
final class StatsCommand extends Action {
    private static final Duration GAP = Duration.ofSeconds(1);

    @Override
    int run() throws InterruptedException {
        Optional<RunFile> run = RunFile.read(app().workspace().resolve(".slipway")).filter(RunFile::alive);
        List<RunFile.DeploymentRun> running = run.map(RunFile::deployments).orElse(List.of()).stream()
                .filter(one -> one.url() != null).toList();
        Map<String, Usage> readings = readings(running);
        if (app().json()) {
            console().json(Map.of("running", run.isPresent(), "deployments",
                    running.stream().flatMap(one -> reading(readings, one).map(usage -> map(one, usage))).toList()));
            return 0;
        }
        if (running.isEmpty()) {
            console().message(Text.of("cli.ps.nothing", app().workspace()));
            return 0;
        }
        var table = new Table(Text.of("cli.ps.deployment"), Text.of("cli.ps.engine"), Text.of("cli.stats.cpu"),
                Text.of("cli.stats.memory"), Text.of("cli.stats.network"), Text.of("cli.stats.disk"),
                Text.of("cli.stats.processes"));
        running.forEach(one -> reading(readings, one).forEach(usage -> row(table, one, usage)));
        console().line(table.text());
        return 0;
    }

    /// Nothing for one that ended meanwhile.
    private static Stream<Usage> reading(Map<String, Usage> readings, RunFile.DeploymentRun one) {
        return Stream.ofNullable(readings.get(key(one)));
    }

    private Map<String, Usage> readings(List<RunFile.DeploymentRun> running) throws InterruptedException {
        var all = new TreeMap<String, Usage>();
        Map<String, List<Long>> pids = running.stream().filter(one -> !docker(one) && !one.pids().isEmpty())
                .collect(Collectors.toMap(StatsCommand::key, RunFile.DeploymentRun::pids));
        if (!pids.isEmpty()) all.putAll(ProcessReadings.over(pids, GAP));
        if (running.stream().anyMatch(StatsCommand::docker)) {
            try (var tasks = new Tasks()) {
                all.putAll(DockerReadings.over(app().workspace(),
                        app().opener().context(app().workspace()), tasks, GAP));
            }
        }
        return all;
    }

    private static boolean docker(RunFile.DeploymentRun one) {
        return one.engine().equals(DockerEngine.ID);
    }

    private static String key(RunFile.DeploymentRun one) {
        return one.endpoint() + "/" + one.deployment();
    }

    private static void row(Table table, RunFile.DeploymentRun one, Usage usage) {
        ContainerUsage more = usage.container();
        table.row(key(one), one.engine(), Text.of("cli.stats.cores", usage.cpu()), Units.bytes(usage.memoryBytes()),
                more == null ? "–" : Units.bytes(more.networkIn()) + " / " + Units.bytes(more.networkOut()),
                more == null ? "–" : Units.bytes(more.blockRead()) + " / " + Units.bytes(more.blockWrite()),
                more == null ? "–" : String.valueOf(more.pids()));
    }

    private static Map<String, Object> map(RunFile.DeploymentRun one, Usage usage) {
        var map = new LinkedHashMap<String, Object>();
        map.put("endpoint", one.endpoint());
        map.put("deployment", one.deployment());
        map.put("engine", one.engine());
        map.put("cpuCores", Double.isNaN(usage.cpu()) ? 0 : usage.cpu());
        map.put("memoryBytes", usage.memoryBytes());
        ContainerUsage more = usage.container();
        if (more == null) return map;
        map.put("networkInBytes", more.networkIn());
        map.put("networkOutBytes", more.networkOut());
        map.put("blockReadBytes", more.blockRead());
        map.put("blockWriteBytes", more.blockWrite());
        map.put("pids", more.pids());
        return map;
    }
}
