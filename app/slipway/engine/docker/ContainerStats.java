package slipway.engine.docker;

import java.time.Instant;
import java.time.format.DateTimeParseException;

import com.github.dockerjava.transport.DockerHttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.engine.ContainerUsage;
import slipway.engine.Usage;

/// Reads what one container uses. Any thread, one at a time; a reading is one call, of up to a second with old engines.
///
/// The engine's stream of readings would cost a thread and a reading a second for each container; asked for one
/// reading it sends no more (API 1.41), and the CPU is what was used since our last one.
final class ContainerStats {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final DockerLink link;
    private final String id;
    private final long memoryLimit;
    private long lastNanos;
    private long lastRead;

    /// @param memoryLimit as it was asked for, 0 for none: the engine would tell the machine's memory
    ContainerStats(DockerLink link, String id, long memoryLimit) {
        this.link = link;
        this.id = id;
        this.memoryLimit = memoryLimit;
    }

    /// [Usage#NONE] where the container does not run.
    synchronized Usage read() throws InterruptedException {
        return of(link.call("docker stats", client -> {
            try (var answer = link.raw(DockerHttpClient.Request.Method.GET,
                    "/containers/" + id + "/stats?stream=false&one-shot=true", null)) {
                return answer.getStatusCode() == 200 ? JSON.readTree(answer.getBody()) : JSON.createObjectNode();
            }
        }));
    }

    private Usage of(JsonNode said) {
        long read = nanos(said.path("read").asString(""));
        long nanos = said.path("cpu_stats").path("cpu_usage").path("total_usage").asLong(0);
        JsonNode memory = said.path("memory_stats");
        if (read <= 0 || memory.path("usage").asLong(0) == 0) return Usage.NONE;
        double cpu = lastRead == 0 || read <= lastRead
                ? Double.NaN
                : Math.max(0, (double) (nanos - lastNanos) / (read - lastRead));
        lastRead = read;
        lastNanos = nanos;
        return new Usage(System.currentTimeMillis(), cpu, memory(memory), container(said));
    }

    /// Without the pages of files that the kernel may drop at any time; named differently by cgroup v1 and v2.
    private static long memory(JsonNode memory) {
        JsonNode parts = memory.path("stats");
        long files = parts.has("total_inactive_file")
                ? parts.path("total_inactive_file").asLong(0)
                : parts.path("inactive_file").asLong(0);
        return Math.max(0, memory.path("usage").asLong(0) - files);
    }

    private ContainerUsage container(JsonNode said) {
        long in = 0;
        long out = 0;
        for (JsonNode network : said.path("networks")) {
            in += network.path("rx_bytes").asLong(0);
            out += network.path("tx_bytes").asLong(0);
        }
        long blockRead = 0;
        long blockWritten = 0;
        for (JsonNode entry : said.path("blkio_stats").path("io_service_bytes_recursive")) {
            if (entry.path("op").asString("").equalsIgnoreCase("read")) blockRead += entry.path("value").asLong(0);
            if (entry.path("op").asString("").equalsIgnoreCase("write")) blockWritten += entry.path("value").asLong(0);
        }
        return new ContainerUsage(memoryLimit, in, out, blockRead, blockWritten,
                said.path("pids_stats").path("current").asLong(0));
    }

    private static long nanos(String stamp) {
        try {
            Instant at = Instant.parse(stamp);
            return at.getEpochSecond() * 1_000_000_000L + at.getNano();
        } catch (DateTimeParseException e) {
            return 0;
        }
    }
}
