package slipway.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import slipway.base.Problem;
import slipway.base.Text;
import slipway.base.Units;
import slipway.engine.docker.DockerFinding;
import slipway.engine.docker.SwarmFinding;

/// What `doctor` says of Docker: no engine is no fault, since the embedded one is always there. Stateless.
final class DoctorDocker {
    private static final long LEAST_DISK = 2_000_000_000L;

    private DoctorDocker() {}

    static List<DoctorCommand.Finding> findings(DockerFinding told) {
        DockerFinding.Found found = told.found();
        if (found == null) return List.of(none(told));
        return List.of(engine(told, found), way(found), machine(found), data(found), swarm(found.swarm()));
    }

    private static DoctorCommand.Finding none(DockerFinding told) {
        Problem problem = told.problem() == null ? Problem.of("docker.none", told.tried().size()) : told.problem();
        return new DoctorCommand.Finding("docker", false, false, problem.what() + ". " + problem.why(), problem.fix(),
                Map.of("tried", tried(told)));
    }

    private static DoctorCommand.Finding engine(DockerFinding told, DockerFinding.Found found) {
        var parts = new ArrayList<String>();
        parts.add((found.podman() ? "Podman " : "Docker ") + found.version());
        parts.add(Text.of("cli.doctor.docker-api", found.api(), found.oldestApi(), found.newestApi()));
        if (found.rootless()) parts.add(Text.of("cli.doctor.docker-rootless"));
        parts.add(found.source() + " " + found.address());
        var facts = new LinkedHashMap<String, Object>();
        facts.put("engine", Map.of("version", found.version(), "api", found.api(), "newestApi", found.newestApi(),
                "oldestApi", found.oldestApi(), "podman", found.podman(), "rootless", found.rootless(), "address",
                found.address(), "source", found.source()));
        facts.put("tried", tried(told));
        facts.put("differences", found.differences().stream().map(Text::of).toList());
        return new DoctorCommand.Finding("docker", true, false, String.join(" · ", parts), "", facts);
    }

    /// That ports leave the loopback is no fault where a person chose such an engine, and is said all the same.
    private static DoctorCommand.Finding way(DockerFinding.Found found) {
        DockerFinding.Way way = found.way();
        Problem warning = way.warning();
        String detail = switch (way.transport()) {
            case "ssh" -> Text.of("cli.doctor.docker-way.ssh");
            case "tls" -> Text.of("cli.doctor.docker-way.tls");
            case "tcp" -> Text.of("cli.doctor.docker-way.tcp");
            default -> Text.of("cli.doctor.docker-way.local");
        };
        var parts = new ArrayList<>(List.of(detail, way.elsewhere()
                ? Text.of("cli.doctor.docker-way.copied")
                : Text.of("cli.doctor.docker-way.mounted")));
        if (warning != null) parts.add(warning.what() + ". " + warning.why());
        return new DoctorCommand.Finding("docker-way", true, false, String.join(" · ", parts), "",
                Map.of("transport", way.transport(), "elsewhere", way.elsewhere(), "leavesLoopback", warning != null));
    }

    private static DoctorCommand.Finding machine(DockerFinding.Found found) {
        return new DoctorCommand.Finding("docker-machine", true, false,
                Text.of("cli.doctor.docker-machine", found.system(), found.platform(), found.cpus(),
                        Units.bytes(found.memoryBytes()), String.join(", ", found.runtimes())),
                "", Map.of("cpus", found.cpus(), "memoryBytes", found.memoryBytes(), "runtimes", found.runtimes()));
    }

    private static DoctorCommand.Finding data(DockerFinding.Found found) {
        String free = found.freeBytes() < 0
                ? Text.of("cli.doctor.docker-elsewhere")
                : Text.of("cli.doctor.disk-free", Units.bytes(found.freeBytes()));
        boolean room = found.freeBytes() < 0 || found.freeBytes() >= LEAST_DISK;
        return new DoctorCommand.Finding("docker-data", room, false,
                Text.of("cli.doctor.docker-data", found.storageDriver(), found.cgroupVersion(), found.dataFolder(),
                        free),
                room ? "" : Text.of("cli.doctor.fix.docker-data"),
                Map.of("storageDriver", found.storageDriver(), "cgroupVersion", found.cgroupVersion(), "folder",
                        found.dataFolder(), "freeBytes", found.freeBytes()));
    }

    /// No swarm is no fault; one without a node that takes tasks is for nobody.
    private static DoctorCommand.Finding swarm(SwarmFinding swarm) {
        boolean good = swarm.role() != SwarmFinding.Role.MANAGER || swarm.ready() > 0;
        String detail = switch (swarm.role()) {
            case NONE -> Text.of("cli.doctor.swarm.none");
            case WORKER -> Text.of("cli.doctor.swarm.worker");
            case MANAGER -> Text.of("cli.doctor.swarm.manager", swarm.ready(), swarm.nodes());
        };
        if (swarm.role() == SwarmFinding.Role.MANAGER) {
            detail += " · " + switch (swarm.mesh()) {
                case PRESENT -> Text.of("cli.doctor.swarm.mesh");
                case ABSENT -> Text.of("cli.doctor.swarm.no-mesh");
                case UNKNOWN -> Text.of("cli.doctor.swarm.direct");
            };
        }
        return new DoctorCommand.Finding("swarm", good, false, detail, good ? "" : Text.of("cli.doctor.fix.swarm"),
                Map.of("role", word(swarm.role()), "nodes", swarm.nodes(), "ready", swarm.ready(), "mesh",
                        word(swarm.mesh())));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static List<Map<String, Object>> tried(DockerFinding told) {
        return told.tried().stream().map(one -> Map.<String, Object>of("address", one.address(), "source",
                one.source(), "ok", one.good(), "result", one.result())).toList();
    }

    /// What a person wants to know besides: where was looked and why not, and how this engine differs.
    static List<String> remarks(DockerFinding told) {
        var lines = new ArrayList<String>();
        // a first place that answers is no news
        boolean news = told.found() == null || told.tried().size() > 1;
        if (news) told.tried().forEach(one -> lines.add(one.text()));
        DockerFinding.Found found = told.found();
        if (found != null) found.differences().forEach(key -> lines.add(Text.of(key)));
        return lines;
    }
}
