package slipway.engine.docker;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.engine.Images;
import slipway.engine.Images.Build;

/// Builds with the engine's classic builder or its BuildKit: sends the context, reads what it says. Any thread;
/// interrupted, the engine ends the build and keeps no container of it.
///
/// Spoken without docker-java's command, which knows no BuildKit and hands the answer to a thread of its own.
final class ImageBuild {
    private static final Duration CANCEL = Duration.ofSeconds(5);

    private final DockerLink link;
    private final Consumer<String> doomed;

    /// @param doomed takes the container of a step that an engine left when it ended in the midst of it, to be removed when
    ///               it is back
    ImageBuild(DockerLink link, Consumer<String> doomed) {
        this.link = link;
        this.doomed = doomed;
    }

    record Result(String id, int steps, int cached) {}

    Result run(Build build, Progress progress) throws InterruptedException {
        boolean kit;
        DockerfileFacts facts;
        try {
            facts = DockerfileFacts.of(build.context().dockerfile(), build.arguments());
            kit = buildKit(build, facts);
        } catch (IOException e) {
            throw unreadable(build, e);
        }
        String buildId = UUID.randomUUID().toString();
        BuildOutput output = kit ? new BuildKitOutput(build, progress) : new ClassicOutput(build, progress);
        boolean offline = new BuildReach(link).open(facts, build.platform());
        if (kit) fetch(facts, progress);
        Map<String, String> headers = kit ? Map.of() : header(logins(facts));
        try (InputStream context = open(build, progress);
                var answer = link.raw(Method.POST, "/build?" + query(build, kit ? buildId : null, offline), context,
                        headers)) {
            if (answer.getStatusCode() != 200) throw refused(build, answer);
            read(answer, output);
        } catch (StudioException e) {
            String left = output.container();
            // the engine clears up after a step that fails or is cancelled, and cannot where it ends itself
            if (left != null && LinkState.Kind.of(e.problem()) != LinkState.Kind.REFUSED) doomed.accept(left);
            throw e;
        } catch (ClosedByInterruptException | InterruptedException e) {
            cancel(kit, buildId);
            throw interrupted(e);
        } catch (IOException e) {
            throw unreadable(build, e);
        }
        output.finish();
        if (output.failed()) throw output.failure();
        String id = output.id();
        if (id == null) throw StudioException.of("docker.build-cut", BuildOutput.title(build));
        return new Result(id, output.steps(), output.cached());
    }

    /// Podman's one builder knows what BuildKit knows, and takes no word of which.
    private boolean buildKit(Build build, DockerfileFacts facts) {
        if (link.version().podman()) return false;
        String needs = facts.buildKit();
        if (facts.session() != null)
            throw StudioException.of("docker.build-session", BuildOutput.title(build), facts.session());
        if (needs != null && build.builder() == Images.Builder.CLASSIC)
            throw StudioException.of("docker.build-kit", BuildOutput.title(build), needs);
        return build.builder() == Images.Builder.BUILDKIT || needs != null;
    }

    private static void read(DockerHttpClient.Response answer, BuildOutput output)
            throws IOException, InterruptedException {
        try (MappingIterator<JsonNode> items = JsonMapper.shared().readerFor(JsonNode.class)
                .readValues(answer.getBody())) {
            while (items.hasNextValue())
                output.item(items.nextValue());
        } catch (JacksonException e) {
            if (Thread.currentThread().isInterrupted()) throw interrupted(e);
            // cut in the middle: what it said until then tells more
            if (!output.failed()) throw EngineErrors.of(e.getCause() == null ? e : e.getCause());
        }
    }

    private static InterruptedException interrupted(Exception e) {
        Thread.interrupted();
        if (e instanceof InterruptedException known) return known;
        var told = new InterruptedException("cancelled");
        told.initCause(e);
        return told;
    }

    /// The classic builder ends with its connection; BuildKit wants to be told.
    private void cancel(boolean kit, String buildId) {
        if (!kit) return;
        Thread.interrupted();
        try {
            link.call("docker build cancel", CANCEL, client -> {
                link.raw(Method.POST, "/build/cancel?id=" + buildId, null).close();
                return buildId;
            });
        } catch (StudioException | InterruptedException e) {
            System.getLogger(ImageBuild.class.getName()).log(System.Logger.Level.DEBUG, "build cancel", e);
        }
    }

    private static InputStream open(Build build, Progress progress) throws IOException {
        long size = build.context().sizeBytes();
        InputStream context = build.context().open(sent -> progress.count(sent, size, Progress.Unit.BYTES));
        return new FilterInputStream(context) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                try {
                    return super.read(into, from, length);
                } catch (IOException e) {
                    // on its way out it would pass for a failure of the engine
                    if (Thread.currentThread().isInterrupted()) throw e;
                    throw unreadable(build, e);
                }
            }
        };
    }

    /// @param buildId null for the classic builder
    private static String query(Build build, @Nullable String buildId, boolean offline) {
        var labels = new HashMap<>(build.labels());
        labels.put(DockerImages.BUILT, "true");
        var query = new StringBuilder("rm=1&forcerm=1");
        add(query, "dockerfile", build.dockerfile());
        build.tags().forEach(tag -> add(query, "t", tag));
        add(query, "labels", JsonMapper.shared().writeValueAsString(labels));
        add(query, "buildargs", JsonMapper.shared().writeValueAsString(build.arguments()));
        if (build.noCache()) add(query, "nocache", "1");
        if (build.target() != null) add(query, "target", build.target());
        if (build.platform() != null) add(query, "platform", build.platform());
        if (offline) add(query, "networkmode", "none");
        if (buildId != null) {
            add(query, "version", "2");
            add(query, "buildid", buildId);
        }
        return query.toString();
    }

    private static void add(StringBuilder query, String name, String value) {
        query.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    /// The logins for the bases that are not here, by registry.
    private Map<String, AuthConfig> logins(DockerfileFacts facts) throws InterruptedException {
        var logins = new HashMap<String, AuthConfig>();
        for (String base : facts.bases()) {
            if (link.call("docker image inspect", client -> DockerImages.inspect(client, base)).isPresent()) continue;
            String registry = ImageName.of(base).registry();
            RegistryLogin.ofPerson().find(registry).ifPresent(login -> logins.put(registry, login.forEngine()));
        }
        return logins;
    }

    /// BuildKit asks for logins in a session with the docker command only: what needs one is fetched before.
    private void fetch(DockerfileFacts facts, Progress progress) throws InterruptedException {
        Map<String, AuthConfig> logins = logins(facts);
        var transfer = new ImageTransfer(link, RegistryLogin::ofPerson);
        for (String base : facts.bases())
            if (logins.containsKey(ImageName.of(base).registry())) transfer.pull(base, null, progress);
    }

    private static Map<String, String> header(Map<String, AuthConfig> logins) {
        if (logins.isEmpty()) return Map.of();
        var said = new HashMap<String, Map<String, String>>();
        logins.forEach((registry, login) -> said.put(registry, described(login)));
        byte[] json = JsonMapper.shared().writeValueAsBytes(said);
        return Map.of("X-Registry-Config", Base64.getUrlEncoder().encodeToString(json));
    }

    private static Map<String, String> described(AuthConfig login) {
        var said = new HashMap<String, String>();
        if (login.getUsername() != null) said.put("username", login.getUsername());
        if (login.getPassword() != null) said.put("password", login.getPassword());
        if (login.getIdentitytoken() != null) said.put("identitytoken", login.getIdentitytoken());
        return said;
    }

    private static StudioException refused(Build build, DockerHttpClient.Response answer) throws IOException {
        String said = EngineErrors.said(new String(answer.getBody().readAllBytes(), StandardCharsets.UTF_8));
        StudioException known = EngineErrors.answered(said);
        boolean unknown = known.problem().code().equals("docker.refused");
        return unknown && answer.getStatusCode() == 400
                ? StudioException.of("docker.dockerfile", BuildOutput.title(build), said)
                : known;
    }

    private static StudioException unreadable(Build build, IOException e) {
        return new StudioException(Problem.of("docker.build-context", BuildOutput.title(build), e.toString()), e);
    }
}
