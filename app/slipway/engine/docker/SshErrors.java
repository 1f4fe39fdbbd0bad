package slipway.engine.docker;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import slipway.base.Problem;

/// Says in people's words why `ssh` ended, from what it wrote. Stateless.
final class SshErrors {
    /// A text of ssh and the problem that it means; the first row that fits counts.
    private record Row(String code, Pattern text) {
        static Row of(String code, String text) {
            return new Row(code, Pattern.compile(text, Pattern.CASE_INSENSITIVE));
        }
    }

    /// The other side did not open the engine’s socket; of a port it says why.
    static final Pattern SOCKET = Pattern.compile("open failed: (?:connect failed: open failed|administratively)");

    private static final List<Row> ROWS = List.of(
            Row.of("docker.ssh-key-changed", "REMOTE HOST IDENTIFICATION HAS CHANGED|host key for .* has changed"),
            Row.of("docker.ssh-host-key", "Host key verification failed|No .* host key is known for"),
            Row.of("docker.ssh-denied", "Permission denied|Too many authentication failures"
                    + "|no mutual signature|Load key .*: "),
            Row.of("docker.ssh-configuration", "Bad configuration option|Bad owner or permissions"
                    + "|terminating, \\d+ bad configuration options|Can't open user config file"),
            Row.of("docker.ssh-unreachable", "Could not resolve hostname|Connection refused|timed out"
                    + "|No route to host|Network is unreachable|Connection (?:closed|reset) by"));

    private static final Set<String> REFUSED = Set.of("docker.ssh-key-changed", "docker.ssh-host-key",
            "docker.ssh-denied", "docker.ssh-configuration");

    private SshErrors() {}

    /// @param said what ssh wrote, all of it
    static Problem of(SshTarget target, String said) {
        for (Row row : ROWS) {
            if (row.text().matcher(said).find())
                return Problem.of(row.code(), target.login(), last(said), target.words()).withDetail(said);
        }
        return Problem.of("docker.ssh-ended", target.login(), last(said), target.words()).withDetail(said);
    }

    /// Whether the other side, or the person's own list of hosts, said no: then asking again changes nothing.
    static boolean refused(Problem problem) {
        return REFUSED.contains(problem.code());
    }

    /// Ssh's last line is the one that says why; what comes before are warnings and banners.
    static String last(String said) {
        List<String> lines = said.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        return lines.isEmpty() ? "–" : lines.getLast();
    }
}
