package slipway.engine.docker;

import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import slipway.base.StudioException;
import slipway.testkit.NeedsDocker;
import slipway.testkit.PodmanService;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Podman’s real service: known for what it is, and its answers translated as Docker’s are.
@NeedsDocker(NeedsDocker.What.PODMAN)
class PodmanLinkIT {
    @Test
    void podmanIsKnownAndSpokenWith() throws Exception {
        try (PodmanService podman = PodmanService.open();
                DockerLink link = DockerLink.open(new DockerAddress(podman.host(), "test", null))) {
            assertTrue(link.version().podman());
            assertEquals("1.41", link.version().api());
            assertFalse(link.call("docker images", client -> client.listImagesCmd().exec()).isEmpty());
            assertEquals("docker.no-such-image", code(link, "no/such-image:1"));

            var hosts = new DockerHosts(Map.of("DOCKER_HOST", podman.host().toString()),
                    java.nio.file.Path.of("/nowhere"), "Linux");
            DockerFinding.Found found = Objects.requireNonNull(DockerFinding.look(hosts).found());
            assertTrue(found.podman());
            assertEquals("DOCKER_HOST", found.source());
            assertFalse(found.differences().isEmpty());
        }
    }

    private static String code(DockerLink link, String image) {
        return assertThrows(StudioException.class, () -> link.call("docker create",
                client -> client.createContainerCmd(image).exec())).problem().code();
    }
}
