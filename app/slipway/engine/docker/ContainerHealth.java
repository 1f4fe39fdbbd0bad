package slipway.engine.docker;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.HealthStateLog;
import com.github.dockerjava.api.model.HealthCheck;
import org.jspecify.annotations.Nullable;

import slipway.base.Quoted;
import slipway.engine.ContainerFacts.Check;
import slipway.engine.ContainerFacts.Health;
import slipway.engine.ContainerSettings;

/// The engine's own health check, made from the platform's policy, and what came of it. Stateless.
///
/// Readiness is what our own requests find; this is a second opinion. An image that brings a test keeps it and gets
/// the policy's times; another is asked with what it may have (curl, wget, Python). One that has none of these, or no
/// shell, says nothing about health: that shows as [Health#NONE].
final class ContainerHealth {
    private static final String NOTHING_TO_ASK_WITH = "slipway: no curl, wget or python3 in the image";
    private static final List<String> NOT_ASKED = List.of(NOTHING_TO_ASK_WITH, "executable file not found",
            "no such file or directory", "OCI runtime exec failed");

    private ContainerHealth() {}

    /// @param own the image's test, null without one
    static HealthCheck command(ContainerSettings.HealthCheck policy, int port, @Nullable HealthCheck own) {
        List<String> test = own == null ? null : own.getTest();
        boolean kept = test != null && !test.isEmpty() && !test.getFirst().equals("NONE");
        return new HealthCheck().withTest(kept ? test : List.of("CMD-SHELL", script(policy, port)))
                .withInterval(policy.interval().toNanos()).withTimeout(policy.timeout().toNanos())
                .withStartPeriod(policy.startPeriod().toNanos()).withRetries(policy.retries());
    }

    static String script(ContainerSettings.HealthCheck policy, int port) {
        String url = Quoted.shell("http://127.0.0.1:" + port + policy.path());
        long seconds = Math.max(1, policy.timeout().toSeconds());
        return "if command -v curl >/dev/null; then curl -fsS -m " + seconds + " " + url + "; "
                + "elif command -v wget >/dev/null; then wget -q -T " + seconds + " -O - " + url + "; "
                + "elif command -v python3 >/dev/null; then python3 -c 'import sys, urllib.request as r; "
                + "print(r.urlopen(sys.argv[1], timeout=" + seconds + ").status)' " + url + "; "
                + "else echo '" + NOTHING_TO_ASK_WITH + "'; exit 1; fi";
    }

    static List<Check> checks(@Nullable HealthState state) {
        if (state == null || state.getLog() == null) return List.of();
        return state.getLog().stream().map(ContainerHealth::check).toList();
    }

    private static Check check(HealthStateLog log) {
        Instant start = instant(log.getStart());
        Long code = log.getExitCodeLong();
        return new Check(start, Duration.between(start, instant(log.getEnd())), code == null ? -1 : code.intValue(),
                String.valueOf(log.getOutput()).strip());
    }

    private static Instant instant(@Nullable String text) {
        try {
            return text == null ? Instant.EPOCH : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    static Health health(@Nullable HealthState state, List<Check> checks) {
        if (state == null || state.getStatus() == null) return Health.NONE;
        if (!checks.isEmpty() && checks.getLast().exitCode() != 0
                && NOT_ASKED.stream().anyMatch(checks.getLast().output()::contains)) {
            return Health.NONE;
        }
        return switch (state.getStatus().toLowerCase(Locale.ROOT)) {
            case "healthy" -> Health.HEALTHY;
            case "unhealthy" -> Health.UNHEALTHY;
            case "starting" -> Health.STARTING;
            default -> Health.NONE;
        };
    }
}
