package slipway.engine.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.transport.DockerHttpClient;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.engine.Images;
import slipway.network.Ledger;
import slipway.network.Purpose;
import slipway.network.Way;

/// The images of one Docker engine. Any thread; calls block.
final class DockerImages implements Images {
    /// On what Slipway built.
    static final String BUILT = "slipway.built";

    /// Why the engine keeps an image that may be cleaned up.
    private static final Set<String> LEFT = Set.of("docker.image-in-use", "docker.image-used-by", "docker.refused",
            "docker.no-such-image", "docker.image-unknown");
    /// A registry far away may take its time.
    private static final Duration LOGIN = Duration.ofSeconds(60);

    private final DockerLink link;
    private final ImageBuild builds;
    private final ImageTransfer transfer;
    private final Supplier<RegistryLogin> logins;

    DockerImages(DockerLink link) {
        this(link, RegistryLogin::ofPerson, container -> {});
    }

    /// @param logins asked whenever a registry is
    /// @param doomed as [ImageBuild] takes it
    DockerImages(DockerLink link, Supplier<RegistryLogin> logins, Consumer<String> doomed) {
        this.link = link;
        this.logins = logins;
        this.builds = new ImageBuild(link, doomed);
        this.transfer = new ImageTransfer(link, logins);
    }

    @Override
    public List<Local> list() throws InterruptedException {
        return link.call("docker images", client -> {
            List<Container> containers = client.listContainersCmd().withShowAll(true).exec();
            return client.listImagesCmd().exec().stream().map(image -> local(image, containers)).toList();
        });
    }

    private static Local local(Image image, List<Container> containers) {
        int users = (int) containers.stream().filter(one -> image.getId().equals(one.getImageId())).count();
        return new Local(image.getId(), named(image.getRepoTags()), named(image.getRepoDigests()),
                image.getSize() == null ? 0 : image.getSize(),
                Instant.ofEpochSecond(image.getCreated() == null ? 0 : image.getCreated()),
                image.getLabels() == null ? Map.of() : image.getLabels(), users);
    }

    /// Without the `<none>` that the engine writes where there is no name.
    private static List<String> named(String @Nullable [] names) {
        return names == null ? List.of() : Arrays.stream(names).filter(name -> !name.startsWith("<none>")).toList();
    }

    @Override
    public Optional<Local> find(String reference) throws InterruptedException {
        return link.call("docker image inspect", client -> inspect(client, reference).map(DockerImages::local));
    }

    static Optional<InspectImageResponse> inspect(DockerClient client, String reference) {
        try {
            return Optional.of(client.inspectImageCmd(reference).exec());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static Local local(InspectImageResponse image) {
        ContainerConfig config = image.getConfig();
        Map<String, String> labels = config == null ? null : config.getLabels();
        return new Local(String.valueOf(image.getId()), named(image.getRepoTags()), named(image.getRepoDigests()),
                image.getSize() == null ? 0 : image.getSize(), instant(image.getCreated()),
                labels == null ? Map.of() : labels, -1);
    }

    private static List<String> named(@Nullable List<String> names) {
        return names == null ? List.of() : names.stream().filter(name -> !name.startsWith("<none>")).toList();
    }

    private static Instant instant(@Nullable String stamp) {
        return stamp == null || stamp.isEmpty() ? Instant.EPOCH : java.time.OffsetDateTime.parse(stamp).toInstant();
    }

    private InspectImageResponse known(String reference) throws InterruptedException {
        return link.call("docker image inspect", client -> inspect(client, reference))
                .orElseThrow(() -> StudioException.of("docker.image-unknown", reference));
    }

    @Override
    public List<Layer> layers(String reference) throws InterruptedException {
        known(reference);
        try (var answer = link.raw(DockerHttpClient.Request.Method.GET, "/images/" + reference + "/history", null)) {
            var layers = new ArrayList<Layer>();
            for (JsonNode one : JsonMapper.shared().readTree(answer.getBody())) {
                layers.add(new Layer(one.path("Id").asString(""), one.path("CreatedBy").asString(""),
                        one.path("Size").asLong(0), Instant.ofEpochSecond(one.path("Created").asLong(0))));
            }
            return layers;
        }
    }

    @Override
    public Config config(String reference) throws InterruptedException {
        InspectImageResponse image = known(reference);
        ContainerConfig config = image.getConfig();
        String platform = image.getOs() + "/" + image.getArch();
        if (config == null) return new Config(List.of(), List.of(), List.of(), "", platform, List.of(), null);
        var health = config.getHealthcheck();
        return new Config(words(config.getEntrypoint()), words(config.getCmd()),
                config.getExposedPorts() == null
                        ? List.of()
                        : Arrays.stream(config.getExposedPorts()).map(ExposedPort::getPort).toList(),
                config.getUser() == null ? "" : config.getUser(), platform,
                Stream.of(words(config.getEnv())).flatMap(List::stream).map(word -> word.replaceFirst("=.*", ""))
                        .toList(),
                health == null || health.getTest() == null ? null : String.join(" ", health.getTest()));
    }

    private static List<String> words(String @Nullable [] words) {
        return words == null ? List.of() : List.of(words);
    }

    @Override
    public Built build(Build build, Progress progress) throws InterruptedException {
        ImageBuild.Result result = link.noted("docker build", () -> builds.run(build, progress));
        return new Built(local(known(result.id())), result.steps(), result.cached());
    }

    @Override
    public Local pull(String reference, @Nullable String platform, Progress progress) throws InterruptedException {
        link.noted("docker pull " + reference, () -> {
            transfer.pull(reference, platform, progress);
            return reference;
        });
        return local(known(reference));
    }

    @Override
    public String push(String reference, Progress progress) throws InterruptedException {
        known(reference);
        return link.noted("docker push " + reference, () -> transfer.push(reference, progress));
    }

    @Override
    public void tag(String reference, String also) throws InterruptedException {
        ImageName name = ImageName.of(also);
        link.call("docker tag", client -> client.tagImageCmd(reference, name.repository(), name.tag()).exec());
    }

    @Override
    public void remove(String reference, boolean force) throws InterruptedException {
        try {
            link.call("docker rmi", client -> client.removeImageCmd(reference).withForce(force).exec());
        } catch (StudioException e) {
            if (!e.problem().code().equals("docker.image-in-use")) throw e;
            String users = users(known(reference).getId());
            throw users.isEmpty() ? e : new StudioException(Problem.of("docker.image-used-by", reference, users), e);
        }
    }

    /// The names of the containers that an image has.
    private String users(@Nullable String id) throws InterruptedException {
        List<Container> all = link.call("docker ps", client -> client.listContainersCmd().withShowAll(true).exec());
        return all.stream().filter(one -> Objects.equals(one.getImageId(), id))
                .map(one -> one.getNames().length == 0 ? one.getId() : one.getNames()[0].replaceFirst("^/", ""))
                .collect(Collectors.joining(", "));
    }

    @Override
    public void save(List<String> references, Path tar, Progress progress) throws InterruptedException {
        link.noted("docker save", () -> {
            transfer.save(references, tar, progress);
            return tar;
        });
    }

    @Override
    public List<String> load(Path tar, Progress progress) throws InterruptedException {
        return link.noted("docker load", () -> transfer.load(tar, progress));
    }

    @Override
    public Pruned prune(boolean ours) throws InterruptedException {
        var removed = new ArrayList<String>();
        long bytes = 0;
        for (Local image : list()) {
            if (!image.tags().isEmpty() || image.users() > 0 || (ours && !image.labels().containsKey(BUILT))) continue;
            try {
                remove(image.id(), false);
            } catch (StudioException e) {
                // taken into use or removed by somebody meanwhile; what is gone already frees nothing
                if (!LEFT.contains(e.problem().code())) throw e;
                continue;
            }
            removed.add(image.title());
            bytes += image.sizeBytes();
        }
        return new Pruned(removed, bytes);
    }

    @Override
    public Optional<String> remoteDigest(String reference) throws InterruptedException {
        return transfer.remoteDigest(reference);
    }

    @Override
    public Login login(String registry, String user, String password) throws InterruptedException {
        var account = RegistryAccount.password(ImageName.registry(registry), user, password);
        Way way = Ledger.OURS.way(Purpose.LOGIN, ImageName.party(account.registry()));
        way.open();
        AuthResponse said;
        try {
            said = link.call("docker login " + account.registry(), LOGIN,
                    client -> client.authCmd().withAuthConfig(account.forEngine()).exec());
        } catch (StudioException e) {
            if (!e.problem().code().equals("docker.registry-login")) throw e;
            throw new StudioException(Problem.of("docker.login-refused", account.registry(), user), e);
        }
        String token = said.getIdentityToken();
        RegistryLogin.Kept kept = logins.get().keep(token == null || token.isEmpty()
                ? account
                : RegistryAccount.token(account.registry(), user, token));
        return new Login(account.registry(), user, kept.place(), kept.plain());
    }
}
