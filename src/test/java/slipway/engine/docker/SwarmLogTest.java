package slipway.engine.docker;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Tasks;
import slipway.testkit.StubAnswers;
import slipway.testkit.StubDocker;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// The log of a service over a connection that is cut, from nodes whose clocks differ.
class SwarmLogTest {
    private static final String INFO = """
            {"Name":"one","ServerVersion":"25.0.5","Swarm":{"LocalNodeState":"active","ControlAvailable":true}}""";

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();

    @Test
    void aNodeWhoseClockIsBehindLosesNothingAndNothingIsToldTwice() throws Exception {
        var heard = new ArrayList<String>();
        try (var tasks = new Tasks();
                StubDocker docker = StubDocker.unix(folder.resolve("d.sock"), StubAnswers.DOCKER_25);
                DockerLink link = DockerLink.open(new DockerAddress(docker.host(), "test", null))) {
            docker.on("/info", 200, INFO);
            docker.on("/nodes", 200, "[]");
            docker.rest(this::answer);
            try (var watch = new SwarmWatch(link, new ContainerLabels("w", ""), tasks)) {
                new SwarmLog(link, watch, new SwarmLog.Which("s1", "", -1), (at, stderr, text) -> heard.add(text
                        .replaceFirst(".* ", ""))).follow();
            }
        }
        assertEquals(List.of("ahead-1", "behind-1", "silent-1", "ended-1", "behind-2", "ahead-2"), heard);
        // before what the task that is behind said, and no more than that for one that has been silent for long
        assertEquals(List.of("", "&since=" + Instant.parse("2026-10-24T09:54:58Z").getEpochSecond()),
                asked.subList(0, 2));
    }

    private StubDocker.Said answer(String method, String path, String body) {
        if (path.startsWith("/services?")) {
            Map<String, String> labels = new ContainerLabels("w", "").network();
            String spec = JsonMapper.shared().writeValueAsString(Map.of("Labels", labels));
            return new StubDocker.Said(200, "[{\"ID\":\"s1\",\"Spec\":" + spec + "}]");
        }
        if (path.startsWith("/tasks"))
            return new StubDocker.Said(200, "[" + task("t1") + "," + task("t2") + ","
                    + task("t3") + (asked.isEmpty() ? "," + task("t4") : "") + "]");
        if (!path.startsWith("/services/s1/logs")) return new StubDocker.Said(404, "{}");
        asked.add(path.replaceFirst(".*follow=1", ""));
        String first = line("09:59:59", "t1", "ahead-1") + line("09:58:20", "t2", "behind-1");
        return switch (asked.size()) {
            case 1 -> new StubDocker.Said(200, first + line("06:00:00", "t3", "silent-1")
                    + line("09:58:00", "t4", "ended-1"));
            case 2 -> new StubDocker.Said(200, line("09:58:20", "t2", "behind-1") + line("09:58:21", "t2", "behind-2")
                    + line("09:59:59", "t1", "ahead-1") + line("10:00:01", "t1", "ahead-2"));
            default -> new StubDocker.Said(404, "{}");
        };
    }

    private static String task(String id) {
        return "{\"ID\":\"" + id + "\",\"ServiceID\":\"s1\",\"Slot\":1,\"Status\":{\"State\":\"running\"}}";
    }

    /// A message of the engine’s: its length is in the eighth byte.
    private static String line(String time, String task, String text) {
        String said = "2026-10-24T" + time + ".000000000Z com.docker.swarm.task.id=" + task + " " + text + "\n";
        return "\u0001\0\0\0\0\0\0" + (char) said.length() + said;
    }
}
