package slipway.ui.settings;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.base.Units;
import slipway.engine.docker.DockerFinding;
import slipway.engine.docker.DockerLook;
import slipway.engine.docker.SwarmFinding;

/// What a look at the container engine found, in the words of `slipway doctor`. Stateless.
final class DockerFacts {
    private DockerFacts() {}

    /// A look that fails found nothing, and says why.
    static DockerFinding tried(DockerLook docker) throws InterruptedException {
        try {
            return docker.look();
        } catch (RuntimeException e) {
            return new DockerFinding(null, StudioException.problemOf(e), List.of());
        }
    }

    static List<Fact> of(@Nullable DockerFinding told) {
        if (told == null) return List.of();
        DockerFinding.Found found = told.found();
        var facts = new ArrayList<Fact>();
        if (found == null) {
            Problem problem = told.problem() == null ? Problem.of("docker.none", told.tried().size()) : told.problem();
            facts.add(new Fact(Text.of("cli.doctor.name.docker"), problem.what() + "\n" + problem.why() + "\n"
                    + problem.fix()));
        } else {
            facts.addAll(found(found));
        }
        told.tried().forEach(one -> facts.add(new Fact(Text.of("engine-row.tried"), one.text())));
        return facts;
    }

    private static List<Fact> found(DockerFinding.Found found) {
        var facts = new ArrayList<Fact>();
        String rootless = found.rootless() ? " · " + Text.of("cli.doctor.docker-rootless") : "";
        facts.add(new Fact(Text.of("cli.doctor.name.docker"), (found.podman() ? "Podman " : "Docker ") + found.version()
                + " · " + Text.of("cli.doctor.docker-api", found.api(), found.oldestApi(), found.newestApi()) + rootless
                + " · " + found.source() + " " + found.address()));
        facts.add(new Fact(Text.of("cli.doctor.name.docker-way"), way(found.way())));
        facts.add(new Fact(Text.of("cli.doctor.name.docker-machine"), Text.of("cli.doctor.docker-machine",
                found.system(), found.platform(), found.cpus(), Units.bytes(found.memoryBytes()), String.join(", ",
                        found.runtimes()))));
        String free = found.freeBytes() < 0
                ? Text.of("cli.doctor.docker-elsewhere")
                : Text.of("cli.doctor.disk-free", Units.bytes(found.freeBytes()));
        facts.add(new Fact(Text.of("cli.doctor.name.docker-data"), Text.of("cli.doctor.docker-data",
                found.storageDriver(), found.cgroupVersion(), found.dataFolder(), free)));
        facts.add(new Fact(Text.of("cli.doctor.name.swarm"), swarm(found.swarm())));
        found.differences().forEach(key -> facts.add(new Fact(Text.of("settings.engines.note"), Text.of(key))));
        return facts;
    }

    private static String way(DockerFinding.Way way) {
        String transport = switch (way.transport()) {
            case "ssh" -> Text.of("cli.doctor.docker-way.ssh");
            case "tls" -> Text.of("cli.doctor.docker-way.tls");
            case "tcp" -> Text.of("cli.doctor.docker-way.tcp");
            default -> Text.of("cli.doctor.docker-way.local");
        };
        String models = way.elsewhere()
                ? Text.of("cli.doctor.docker-way.copied")
                : Text.of("cli.doctor.docker-way.mounted");
        Problem warning = way.warning();
        return transport + " · " + models + (warning == null ? "" : "\n" + warning.what() + "\n" + warning.why());
    }

    private static String swarm(SwarmFinding swarm) {
        return switch (swarm.role()) {
            case NONE -> Text.of("cli.doctor.swarm.none");
            case WORKER -> Text.of("cli.doctor.swarm.worker");
            case MANAGER -> Text.of("cli.doctor.swarm.manager", swarm.ready(), swarm.nodes());
        };
    }
}
