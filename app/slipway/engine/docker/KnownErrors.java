package slipway.engine.docker;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// The failure texts of Docker, its registries and Podman that have a known cause and remedy. The first row that fits
/// counts, so what is more special stands first. Stateless.
final class KnownErrors {
    private static final String NAME = "([\\w.\\-/:@+]+)";

    /// A text, and the problem that it means; what the pattern’s groups caught fills the problem’s texts.
    private record Row(Pattern text, String code) {
        static Row of(String code, String text) {
            return new Row(Pattern.compile(text, Pattern.CASE_INSENSITIVE), code);
        }
    }

    private static final List<Row> ROWS = List.of(
            // the machine
            Row.of("docker.disk-full", "no space left on device|not enough space on the disk"),
            Row.of("docker.address-pool", "could not find an available, non-overlapping"),
            // versions
            Row.of("docker.api-too-old", "client version (\\S+) is too old\\..*API version is (\\d+\\.\\d+)"),
            Row.of("docker.api-too-new", "client version (\\S+) is too new\\..*API version is (\\d+\\.\\d+)"),
            // TLS, before what looks like a plain refusal
            Row.of("docker.tls-needed", "client sent an HTTP request to an HTTPS server"),
            Row.of("docker.registry-plain", "server gave HTTP response to HTTPS client"),
            Row.of("docker.registry-certificate", "x509: (.+)"),
            Row.of("docker.tls-client", "Received fatal alert: (\\w+)"),
            Row.of("docker.tls-expired", "(NotAfter: .+|.*validity check failed)"),
            Row.of("docker.tls-unknown-ca", "(PKIX path .*|unable to find valid certification path.*)"),
            Row.of("docker.tls-name", "(.*doesn't match any of the subject alternative names.*"
                    + "|No (?:subject alternative|name matching).*)"),
            Row.of("docker.tls",
                    "(unsupported or unrecognized SSL message|certificate_required|remote error: tls: .+)"),
            // GPUs
            Row.of("docker.cdi-missing", "could not select device driver \"cdi\"|CDI device injection failed"
                    + "|unresolvable CDI devices?"),
            Row.of("docker.gpu-driver-missing", "could not select device driver \"\\w*\" with capabilities"),
            Row.of("docker.runtime-unknown", "unknown runtime specified " + NAME),
            Row.of("docker.runtime-unknown", "unknown or invalid runtime name: " + NAME),
            Row.of("docker.gpu-failed-start", "(nvidia-container-cli: .+)"),
            // registries
            Row.of("docker.registry-limit", "toomanyrequests|pull rate limit"),
            Row.of("docker.platform-missing", "no matching manifest for (\\S+)"),
            Row.of("docker.tag-unknown", "manifest for " + NAME + " not found"),
            Row.of("docker.tag-unknown-here", "manifest unknown|name unknown: "),
            Row.of("docker.pull-denied", "pull access denied for " + NAME),
            Row.of("docker.registry-login", "no basic auth credentials|unauthorized: |401 Unauthorized"
                    + "|authentication required|incorrect username or password"
                    + "|requested access to the resource is denied"),
            Row.of("docker.registry-down", "Get \"?https?://([^/\"]+)/v2/.*(?:connection refused|no such host"
                    + "|i/o timeout|request canceled|server misbehaving|network is unreachable|deadline exceeded)"),
            Row.of("docker.registry-down", "lookup (\\S+?)(?: on \\S+)?: (?:no such host|server misbehaving)"),
            // ports
            Row.of("docker.port-allocated", ":(\\d+)(?:/tcp|/udp)? failed: port is already allocated"),
            Row.of("docker.port-allocated", ":(\\d+): bind: address already in use"),
            Row.of("docker.port-allocated",
                    "bind host port (?:for )?[\\d.\\[\\]:]*?:(\\d+)[:/].*address already in use"),
            Row.of("docker.address-not-there", "listen tcp[46]? \\[?([\\da-fA-F.:]+?)\\]?:\\d+: bind: cannot assign"),
            Row.of("docker.port-denied", ":(\\d+): bind: permission denied"),
            // what is started
            Row.of("docker.command-unknown", "exec: \\\\?\"([^\"\\\\]+)\\\\?\": (?:executable file not found"
                    + "|stat [^:]+: no such file)"),
            Row.of("docker.command-unknown", "executable file [`'‘\"]?([^`'’\"\\s]+)[`'’\"]? not found"),
            Row.of("docker.command-denied", "exec: \\\\?\"([^\"\\\\]+)\\\\?\": permission denied"),
            Row.of("docker.no-command", "no command specified"),
            Row.of("docker.other-platform", "exec format error"),
            Row.of("docker.mount-missing", "bind source path does not exist: (\\S.*)"),
            Row.of("docker.mount-missing", "statfs (\\S+): no such file"),
            Row.of("docker.memory-least", "minimum memory limit allowed is (\\w+)"),
            Row.of("docker.cpus-most", "range of CPUs is from [\\d.]+ to ([\\d.]+)"),
            // names
            Row.of("docker.no-such-image", "no such image: " + NAME),
            Row.of("docker.no-such-image", NAME + ": image not known"),
            Row.of("docker.image-in-use", "unable to (?:remove repository reference|delete) \"?" + NAME
                    + "\"? .*(?:is using|is being used)"),
            Row.of("docker.name-taken", "container name \"?/?([\\w.-]+)\"? is already in use"),
            Row.of("docker.not-running", "container " + NAME + " is not running"),
            Row.of("docker.not-running", "can only (?:kill|stop) running containers\\. " + NAME),
            Row.of("docker.no-such-container", "no such container: " + NAME),
            Row.of("docker.no-such-container", "no container with name or ID \"" + NAME + "\" found"),
            Row.of("docker.no-such-network", "network " + NAME + " not found"),
            Row.of("docker.no-log-reading", "configured logging driver does not support reading"));

    private KnownErrors() {}

    /// The known problem in `text`, or null.
    static @Nullable Problem of(String text) {
        Problem gpu = GpuErrors.ofEngine(text);
        if (gpu != null) return gpu;
        for (Row row : ROWS) {
            Matcher hit = row.text().matcher(text);
            if (hit.find()) {
                return Problem.of(row.code(),
                        IntStream.rangeClosed(1, hit.groupCount()).mapToObj(i -> String.valueOf(hit.group(i)))
                                .toArray());
            }
        }
        return null;
    }
}
