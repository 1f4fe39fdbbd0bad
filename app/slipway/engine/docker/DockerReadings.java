package slipway.engine.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.github.dockerjava.api.model.Container;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.Usage;

/// Reads what the containers of a workspace use that another studio runs: two looks, some time apart. Stateless; blocks.
public final class DockerReadings {
    private static final Duration FIRST_SEARCH = Duration.ofSeconds(6);

    private DockerReadings() {}

    /// Usage by key (`iris/blue`), replicas summed; fails with the reason where no engine answers.
    public static Map<String, Usage> over(Path root, ContextChoice choice, Tasks tasks, Duration gap)
            throws InterruptedException {
        try (DockerLink link = DockerLink.find(tasks, choice)) {
            var problem = link.settled(FIRST_SEARCH).problem();
            if (problem != null) throw new StudioException(problem);
            var meters = new HashMap<String, List<ContainerStats>>();
            ContainerLabels labels = ContainerLabels.of(root);
            for (Container one : link.call("docker ps", client -> client.listContainersCmd()
                    .withLabelFilter(labels.filter()).exec())) {
                if (link.address().elsewhere() && !labels.madeHere(one.getLabels())) continue;
                String key = one.getLabels().get(ContainerLabels.ENDPOINT) + "/"
                        + one.getLabels().get(ContainerLabels.DEPLOYMENT);
                meters.merge(key, List.of(new ContainerStats(link, one.getId(), 0)),
                        (some, more) -> java.util.stream.Stream.of(some, more).flatMap(List::stream).toList());
            }
            read(meters);
            Tasks.pause(gap);
            return read(meters);
        }
    }

    private static Map<String, Usage> read(Map<String, List<ContainerStats>> meters) throws InterruptedException {
        var readings = new HashMap<String, Usage>();
        for (Map.Entry<String, List<ContainerStats>> each : meters.entrySet()) {
            Usage sum = Usage.NONE;
            for (ContainerStats one : each.getValue())
                sum = sum.plus(one.read());
            if (sum.epochMillis() != 0) readings.put(each.getKey(), sum);
        }
        return readings;
    }
}
