package slipway.engine.docker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.model.HealthCheck;
import org.junit.jupiter.api.Test;

import slipway.engine.ContainerFacts.Check;
import slipway.engine.ContainerFacts.Health;
import slipway.engine.ContainerSettings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ContainerHealthTest {
    private static final ContainerSettings.HealthCheck POLICY = new ContainerSettings.HealthCheck("/health?deep=1",
            Duration.ofSeconds(20), Duration.ofSeconds(2), Duration.ofSeconds(3), 4);

    @Test
    void anImagesOwnTestIsKeptAndGetsThePolicysTimes() {
        var own = new HealthCheck().withTest(List.of("CMD", "/bin/check")).withInterval(30_000_000_000L);
        HealthCheck check = ContainerHealth.command(POLICY, 5000, own);
        assertEquals(List.of("CMD", "/bin/check"), check.getTest());
        assertEquals(2_000_000_000L, check.getInterval());
        assertEquals(20_000_000_000L, check.getStartPeriod());
        assertEquals(4, check.getRetries());
    }

    @Test
    void anotherIsAskedByWhatItMayHave() {
        List<String> test = ContainerHealth.command(POLICY, 5000, new HealthCheck().withTest(List.of("NONE")))
                .getTest();
        assertEquals("CMD-SHELL", test.getFirst());
        assertTrue(test.getLast().contains("curl -fsS -m 3 'http://127.0.0.1:5000/health?deep=1'"), test.getLast());
    }

    @Test
    void whatCouldNotBeAskedIsNoOpinion() throws Exception {
        assertEquals(Health.UNHEALTHY, health("HTTP 503"));
        assertEquals(Health.NONE, health("OCI runtime exec failed: exec: \\\"/bin/sh\\\": no such file or directory"));
        assertEquals(Health.NONE, ContainerHealth.health(null, List.of()));
    }

    private static Health health(String output) throws Exception {
        HealthState state = new com.fasterxml.jackson.databind.ObjectMapper().readValue("""
                {"Status":"unhealthy","FailingStreak":1,"Log":[{"Start":"2026-11-21T05:57:59.274248437Z",
                "End":"2026-11-21T05:58:00.274248437Z","ExitCode":1,"Output":"%s"}]}""".formatted(output),
                HealthState.class);
        List<Check> checks = ContainerHealth.checks(state);
        assertEquals(Duration.ofSeconds(1), checks.getFirst().took());
        assertTrue(checks.getFirst().started().isAfter(Instant.EPOCH));
        return ContainerHealth.health(state, checks);
    }
}
