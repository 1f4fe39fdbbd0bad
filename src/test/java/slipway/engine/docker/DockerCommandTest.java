package slipway.engine.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import slipway.engine.ContainerSettings;
import slipway.engine.Workload;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DockerCommandTest {
    private static ContainerSettings settings(List<String> entrypoint, List<String> arguments, String network) {
        return new ContainerSettings("iris:1", entrypoint, arguments, 8080, 9090, "/opt/model", 1.5, "2", network, null,
                "");
    }

    private static Workload workload(Map<String, String> environment, ContainerSettings settings) {
        return new Workload("iris/blue", 0, 1, List.of(), environment, Path.of("/models/it's iris"), 0, 1 << 30, null,
                settings);
    }

    private static String command(Map<String, String> environment, ContainerSettings settings) {
        return DockerCommand.of(workload(environment, settings), settings);
    }

    @Test
    void itSaysWhatWeRun() {
        assertEquals("""
                docker run --detach --init \\
                  --cap-drop ALL --security-opt no-new-privileges \\
                  --pids-limit 512 --shm-size 67108864 \\
                  --cpus 1.5 \\
                  --memory 1073741824 --memory-swap 1073741824 \\
                  --gpus 2 \\
                  --log-opt max-size=10m --log-opt max-file=3 \\
                  --publish 127.0.0.1::8080 \\
                  --publish 127.0.0.1::9090 \\
                  --mount 'type=bind,source=/models/it'\\''s iris,target=/opt/model,readonly' \\
                  --env MODE=fast \\
                  --env 'PORT_TEXT=on 8080' \\
                  --entrypoint python \\
                  iris:1 -m 'serve it' --port 8080""",
                command(Map.of("MODE", "fast", "PORT_TEXT", "on ${port}"), settings(List.of("python", "-m"),
                        List.of("serve it", "--port", "${port}"), "default")));
    }

    /// OCI's own: `docker run -p 5000:5000 --health-cmd=… --health-interval=30s … --mount type=bind,… IMAGE python …/api.py`.
    @Test
    @Covers("A057")
    void theLocalRunOfOcisDocumentHasItsParts() {
        var settings = new ContainerSettings("ml_flask_app_demo:1.0.0", List.of(),
                List.of("python", "/opt/ds/model/deployed_model/api.py"), 5000, 5000, "/opt/ds/model/deployed_model", 0,
                null, "default", new ContainerSettings.HealthCheck("/health", Duration.ofMinutes(1),
                        Duration.ofSeconds(30), Duration.ofSeconds(3), 3),
                "");
        String text = DockerCommand.of(new Workload("flask/blue", 0, 1, List.of(), Map.of("WORK_DIRECTORY", "/home"),
                Path.of("/work/artifact"), 5000, 0, null, settings), settings);
        for (String part : List.of("docker run ", "--publish 127.0.0.1:5000:5000 ",
                "--health-interval 30s --health-timeout 3s --health-start-period 60s --health-retries 3 ",
                "curl -fsS -m 3 http://127.0.0.1:5000/health",
                "--mount type=bind,source=/work/artifact,target=/opt/ds/model/deployed_model,readonly ",
                "--env WORK_DIRECTORY=/home ")) {
            assertTrue(text.contains(part), text);
        }
        assertTrue(text.endsWith("ml_flask_app_demo:1.0.0 python /opt/ds/model/deployed_model/api.py"), text);
    }

    @Test
    void secretsAreMasked() {
        String text = command(Map.of("AWS_SECRET_ACCESS_KEY", "a1b2", "DB", "postgres://me:pw77@host/db",
                "HF_TOKEN", "hf_9"),
                settings(List.of(), List.of("serve", "--api-key", "k3y", "--token=t0k", "--n",
                        "5"), "default"));
        for (String secret : List.of("a1b2", "pw77", "hf_9", "k3y", "t0k"))
            assertFalse(text.contains(secret), text);
        assertTrue(text.contains("HF_TOKEN=***") && text.contains("--api-key '***' '--token=***' --n 5"), text);
    }

    @Test
    void aClosedNetworkPublishesNothing() {
        String text = command(Map.of(), settings(List.of(), List.of(), "none"));
        assertFalse(text.contains("--publish"), text);
        assertTrue(text.contains("--network"), text);
    }
}
