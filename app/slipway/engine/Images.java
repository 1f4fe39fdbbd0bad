package slipway.engine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import slipway.base.Progress;

/// The images of a container engine. Blocking; any thread; interruption cancels and leaves nothing half made. What goes
/// wrong is a [slipway.base.StudioException].
public interface Images {
    /// An image that is here.
    ///
    /// @param id      `sha256:…` of its configuration
    /// @param tags    `name:tag` each; empty for one that lost its name
    /// @param digests `name@sha256:…` each, as registries know it; empty for one never pulled or pushed
    /// @param users   how many containers of anybody use it, -1 where not known
    record Local(String id, List<String> tags, List<String> digests, long sizeBytes, Instant created,
            Map<String, String> labels, int users) {
        public Local {
            tags = List.copyOf(tags);
            digests = List.copyOf(digests);
            labels = Map.copyOf(labels);
        }

        /// The first tag, else the short id.
        public String title() {
            return tags.isEmpty() ? id.substring(id.indexOf(':') + 1).substring(0, 12) : tags.getFirst();
        }
    }

    /// One step of an image's making, newest first in [#layers].
    record Layer(String id, String madeBy, long sizeBytes, Instant created) {}

    /// What an image says of itself.
    record Config(List<String> entrypoint, List<String> command, List<Integer> ports, String user, String platform,
            List<String> environmentNames, @Nullable String healthCheck) {}

    /// Which of an engine's two builders makes an image.
    enum Builder {
        /// BuildKit where the Dockerfile cannot do without it, else the classic one, which tells more.
        AUTO, CLASSIC, BUILDKIT
    }

    /// What the engine's builder is asked for.
    ///
    /// @param context    opened once; closed by the build
    /// @param dockerfile path of the Dockerfile inside the context
    /// @param target     stage to stop at; null for the last
    /// @param platform   `linux/amd64` …; null for the engine's own
    /// @param lines      gets the build's output line by line
    record Build(BuildSource context, String dockerfile, List<String> tags, Map<String, String> arguments,
            Map<String, String> labels, @Nullable String target, @Nullable String platform, boolean noCache,
            Builder builder, Consumer<String> lines) {}

    /// What a build made; `cachedSteps` of `steps` came from the cache.
    record Built(Local image, int steps, int cachedSteps) {}

    /// What a clean-up gave back.
    record Pruned(List<String> removed, long bytes) {}

    /// A login that the registry took.
    ///
    /// @param registry as the settings of the engine’s own command line name it
    /// @param place    the program or the file that keeps it
    /// @param plain    whether it stands there unencrypted
    record Login(String registry, String user, String place, boolean plain) {}

    List<Local> list() throws InterruptedException;

    /// The image that `reference` (a tag, digest or id) means here.
    Optional<Local> find(String reference) throws InterruptedException;

    List<Layer> layers(String reference) throws InterruptedException;

    Config config(String reference) throws InterruptedException;

    Built build(Build build, Progress progress) throws InterruptedException;

    Local pull(String reference, @Nullable String platform, Progress progress) throws InterruptedException;

    /// Sends the image to its registry and answers the digest it has there.
    String push(String reference, Progress progress) throws InterruptedException;

    void tag(String reference, String also) throws InterruptedException;

    /// Removes the tag, and the image with its last tag. Refused while a container uses it, unless `force`.
    void remove(String reference, boolean force) throws InterruptedException;

    /// Writes a tar archive as `docker save` does; the file is there only once it is whole.
    void save(List<String> references, Path tar, Progress progress) throws InterruptedException;

    /// Reads a tar archive as `docker load` does, and answers what it held.
    List<String> load(Path tar, Progress progress) throws InterruptedException;

    /// Removes images that nothing uses and that have no name; with `ours`, those that Slipway built only.
    Pruned prune(boolean ours) throws InterruptedException;

    /// The digest that `reference` has at its registry now, without pulling; empty where the registry does not say.
    Optional<String> remoteDigest(String reference) throws InterruptedException;

    /// Asks the registry whether it takes the login, and if so keeps it where the engine’s own command line does.
    Login login(String registry, String user, String password) throws InterruptedException;
}
