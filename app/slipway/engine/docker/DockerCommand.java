package slipway.engine.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;

import slipway.base.Quoted;
import slipway.base.StudioException;
import slipway.engine.ContainerSettings;
import slipway.engine.Workload;

/// The `docker run` that starts the same as we do, for people to copy. Stateless.
///
/// It carries no label of ours, so that the studio never takes what somebody started by hand for its own; values that
/// look secret are masked.
public final class DockerCommand {
    private static final Pattern SECRET = Pattern.compile("(?i).*(password|passwd|secret|token|credential|api_?key"
            + "|access_?key|private_?key|auth|_key|_pwd|_pass|dsn|connection_?string).*");
    private static final Pattern WITH_PASSWORD = Pattern.compile("[a-z][a-z0-9+.-]*://[^/@\\s]*:[^/@\\s]+@.*");
    private static final String MASK = "***";
    private static final String BREAK = " \\\n  ";

    private DockerCommand() {}

    /// What differs between engines.
    ///
    /// @param docker the command and what names its engine
    /// @param bind   the address that ports are published on
    /// @param mounts whether the engine sees this machine’s folders
    record Way(String docker, String bind, boolean mounts) {
        static final Way HERE = new Way("docker", "127.0.0.1", true);
        private static final String CONTEXT = "context ";

        static Way to(EngineReach reach) {
            DockerAddress engine = reach.engine();
            if (!engine.elsewhere()) return HERE;
            String named = engine.source().startsWith(CONTEXT)
                    ? " --context " + Quoted.shell(engine.source().substring(CONTEXT.length()))
                    : " --host " + Quoted.shell(engine.host().toString());
            return new Way(HERE.docker + named, bind(reach), false);
        }

        /// A name that nobody knows just now must not keep a container that runs from being shown.
        private static String bind(EngineReach reach) {
            try {
                return reach.bind();
            } catch (StudioException e) {
                return String.valueOf(reach.engine().host().getHost());
            }
        }
    }

    /// One option a line, to be pasted into a shell; for an engine of this machine.
    public static String of(Workload workload, ContainerSettings settings) {
        return of(workload, settings, Way.HERE);
    }

    /// As [#of], for an engine that is reached by `way`.
    static String of(Workload workload, ContainerSettings settings, Way way) {
        Path model = workload.modelFolder();
        if (model == null || way.mounts()) {
            return String.join(BREAK, lines(workload, settings, way, way.docker() + " run --detach --init"));
        }
        String made = String.join(BREAK, lines(workload, settings, way, way.docker() + " create --init"));
        // the dot: what is in the folder, and not the folder itself
        String from = model.toAbsolutePath().normalize() + (Files.isDirectory(model) ? "/." : "");
        return "id=$(" + made + ") &&\n" + way.docker() + " cp " + Quoted.shell(from) + " \"$id\":"
                + Quoted.shell(settings.modelPath()) + " &&\n" + way.docker() + " start \"$id\"";
    }

    private static List<String> lines(Workload workload, ContainerSettings settings, Way way, String first) {
        var lines = new ArrayList<String>();
        lines.add(first);
        lines.add("--cap-drop ALL --security-opt no-new-privileges");
        lines.add("--pids-limit " + ContainerCreate.PIDS + " --shm-size " + ContainerCreate.SHM_BYTES);
        if (settings.cpus() > 0) lines.add(String.format(Locale.ROOT, "--cpus %s", settings.cpus()));
        if (workload.memoryBytes() > 0) {
            lines.add("--memory " + workload.memoryBytes() + " --memory-swap " + workload.memoryBytes());
        }
        String gpus = settings.gpus();
        if (gpus != null) lines.add("--gpus " + Quoted.shell(gpus.contains(",") ? "\"device=" + gpus + "\"" : gpus));
        lines.add("--log-opt max-size=" + ContainerCreate.LOG_SIZE + " --log-opt max-file="
                + ContainerCreate.LOG_FILES);
        health(lines, settings);
        network(lines, workload, settings, way.bind());
        if (workload.modelFolder() != null && way.mounts()) {
            lines.add("--mount " + Quoted.shell("type=bind,source=" + workload.modelFolder().toAbsolutePath()
                    .normalize() + ",target=" + settings.modelPath() + ",readonly"));
        }
        new TreeMap<>(workload.environment()).forEach((name, value) -> lines.add("--env " + Quoted.shell(
                name + "=" + (settings.given().secrets().contains(name) || secret(name, value)
                        ? MASK
                        : ContainerCreate.fill(value, settings)))));
        image(lines, settings);
        return lines;
    }

    /// As for an image without a test of its own.
    private static void health(List<String> lines, ContainerSettings settings) {
        ContainerSettings.HealthCheck policy = settings.health();
        if (policy == null) return;
        lines.add("--health-cmd " + Quoted.shell(ContainerHealth.script(policy, settings.healthPort())));
        lines.add("--health-interval " + seconds(policy.interval()) + " --health-timeout " + seconds(policy.timeout())
                + " --health-start-period " + seconds(policy.startPeriod()) + " --health-retries " + policy.retries());
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }

    private static void network(List<String> lines, Workload workload, ContainerSettings settings, String bind) {
        if (Networks.closed(settings.network())) {
            // made once: docker network create --internal NAME
            lines.add("--network slipway-closed");
            return;
        }
        if (!settings.network().equals(ContainerSettings.NETWORK_DEFAULT)) {
            lines.add("--network " + Quoted.shell(settings.network()));
        }
        String wanted = workload.port() == 0 ? "" : String.valueOf(workload.port());
        String at = bind.contains(":") ? "[" + bind + "]" : bind;
        lines.add("--publish " + at + ":" + wanted + ":" + settings.port());
        if (settings.healthPort() != settings.port()) lines.add("--publish " + at + "::" + settings.healthPort());
    }

    private static void image(List<String> lines, ContainerSettings settings) {
        List<String> entrypoint = ContainerCreate.filled(settings.entrypoint(), settings);
        var words = new ArrayList<String>();
        if (!entrypoint.isEmpty()) {
            // the option takes one word; the others go before the arguments
            lines.add("--entrypoint " + Quoted.shell(entrypoint.getFirst()));
            words.addAll(entrypoint.subList(1, entrypoint.size()));
        }
        words.addAll(ContainerCreate.filled(settings.arguments(), settings));
        var last = new StringBuilder(Quoted.shell(settings.image()));
        String before = "";
        for (String word : words) {
            last.append(' ').append(Quoted.shell(masked(before, word)));
            before = word;
        }
        lines.add(last.toString());
    }

    /// `--api-key=…`, and the word after `--api-key`.
    private static String masked(String before, String word) {
        int equals = word.indexOf('=');
        if (word.startsWith("-") && equals > 0 && secret(word.substring(0, equals).replace('-', '_'), "")) {
            return word.substring(0, equals + 1) + MASK;
        }
        boolean follows = before.startsWith("-") && !before.contains("=") && !word.startsWith("-");
        return secret(follows ? before.replace('-', '_') : "", word) ? MASK : word;
    }

    static boolean secret(String name, String value) {
        return SECRET.matcher(name).matches() || WITH_PASSWORD.matcher(value).matches();
    }
}
