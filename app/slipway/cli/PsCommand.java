package slipway.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

import slipway.base.Text;
import slipway.base.Units;
import slipway.store.RunFile;

/// `ps`: what runs in the workspace.
@Command(name = "ps", mixinStandardHelpOptions = true)
final class PsCommand extends Action {
    @Override
    int run() {
        Optional<RunFile> run = RunFile.read(app().workspace().resolve(".slipway"));
        boolean alive = run.map(RunFile::alive).orElse(false);
        List<RunFile.DeploymentRun> deployments = alive ? run.orElseThrow().deployments() : List.of();
        List<RunFile.EndpointRun> endpoints = alive ? run.orElseThrow().endpoints() : List.of();
        if (app().json()) {
            var document = new LinkedHashMap<String, Object>();
            document.put("running", alive);
            if (alive) document.put("pid", run.orElseThrow().pid());
            document.put("endpoints", endpoints.stream().map(endpoint -> {
                var map = new LinkedHashMap<String, Object>();
                map.put("endpoint", endpoint.name());
                map.put("url", endpoint.url());
                map.put("traffic", endpoint.traffic());
                return map;
            }).toList());
            document.put("deployments", deployments.stream().map(PsCommand::map).toList());
            console().json(document);
            return 0;
        }
        if (!alive) {
            console().message(Text.of("cli.ps.nothing", app().workspace()));
            return 0;
        }
        var table = new Table(Text.of("cli.ps.deployment"), Text.of("cli.ps.state"), Text.of("cli.ps.engine"),
                Text.of("cli.ps.replicas"), Text.of("cli.ps.since"), Text.of("cli.ps.restarts"),
                Text.of("cli.ps.address"));
        for (RunFile.DeploymentRun row : deployments) {
            long age = Math.max(0, System.currentTimeMillis() - row.since());
            table.row(row.endpoint() + "/" + row.deployment(), state(row), row.engine(), replicas(row.servers()),
                    Units.nanos(Duration.ofMillis(age).toNanos()), String.valueOf(row.restarts()),
                    row.url() == null ? "–" : row.url());
        }
        console().line(table.text());
        endpoints.forEach(endpoint -> console().line(Text.of("cli.up.endpoint", endpoint.name(), endpoint.url(),
                Splits.shown(endpoint.traffic()))));
        return 0;
    }

    /// One that went back runs otherwise than its file says.
    private static String state(RunFile.DeploymentRun row) {
        RunFile.Past past = row.past();
        return past != null && past.back() ? Text.of("cli.ps.back", row.state()) : row.state();
    }

    /// `3/4`, and on a swarm where: `3/4 · node-a 2, node-b 1`.
    private static String replicas(RunFile.@Nullable Servers servers) {
        if (servers == null) return "–";
        String counts = servers.running() + "/" + servers.wanted();
        if (servers.nodes().isEmpty()) return counts;
        return counts + " · " + new TreeMap<>(servers.nodes()).entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue()).collect(Collectors.joining(", "));
    }

    private static Map<String, Object> map(RunFile.DeploymentRun row) {
        var map = new LinkedHashMap<String, Object>();
        map.put("endpoint", row.endpoint());
        map.put("deployment", row.deployment());
        map.put("state", row.state());
        if (row.url() != null) map.put("url", row.url());
        map.put("engine", row.engine());
        map.put("pids", row.pids());
        RunFile.Servers servers = row.servers();
        if (servers != null) {
            map.put("replicas", Map.of("running", servers.running(), "wanted", servers.wanted()));
            if (!servers.nodes().isEmpty()) map.put("nodes", new TreeMap<>(servers.nodes()));
        }
        map.put("revision", row.revision());
        RunFile.Past past = row.past();
        if (past != null) {
            map.put("rolled_back", past.back());
            if (past.revision() > 0) map.put("earlier_revision", past.revision());
        }
        map.put("restarts", row.restarts());
        if (row.problem() != null) map.put("problem", row.problem());
        return map;
    }
}
