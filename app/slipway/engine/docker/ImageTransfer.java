package slipway.engine.docker;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.PushResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.network.Ledger;
import slipway.network.Purpose;
import slipway.network.Way;

/// Moves images: from and to registries, from and to tar archives. Any thread; interruption cancels.
final class ImageTransfer {
    private final DockerLink link;
    private final Supplier<RegistryLogin> logins;

    /// @param logins asked at each transfer: the person may have logged in meanwhile
    ImageTransfer(DockerLink link, Supplier<RegistryLogin> logins) {
        this.link = link;
        this.logins = logins;
    }

    void pull(String reference, @Nullable String platform, Progress progress) throws InterruptedException {
        ImageName name = ImageName.of(reference);
        Way way = Ledger.OURS.way(Purpose.PULL, name.party());
        way.open();
        var bytes = new LayerBytes(progress);
        try (var stream = new EngineStream<PullResponseItem>(bytes::item)) {
            var command = link.streams().pullImageCmd(name.repository()).withTag(name.tag());
            if (platform != null) command.withPlatform(platform);
            login(name).map(RegistryAccount::forEngine).ifPresent(command::withAuthConfig);
            command.exec(stream);
            end(reference, stream.await(), bytes, way);
        }
    }

    String push(String reference, Progress progress) throws InterruptedException {
        ImageName name = ImageName.of(reference);
        Way way = Ledger.OURS.way(Purpose.PUSH, name.party());
        way.open();
        var bytes = new LayerBytes(progress);
        try (var stream = new EngineStream<PushResponseItem>(bytes::item)) {
            var command = link.streams().pushImageCmd(name.repository()).withTag(name.tag());
            login(name).map(RegistryAccount::forEngine).ifPresent(command::withAuthConfig);
            command.exec(stream);
            end(reference, stream.await(), bytes, way);
        }
        String digest = bytes.digest;
        if (digest == null) throw StudioException.of("docker.push-cut", reference);
        return digest;
    }

    private static void end(String reference, EngineStream.End end, LayerBytes bytes, Way way) {
        String error = bytes.error;
        way.moved(bytes.moved);
        if (error != null || end.failure() != null) way.failed();
        // a refused push is told as an item, not as a failure
        if (error != null) throw failed(reference, new DockerClientException(error));
        Throwable failure = end.failure();
        if (failure != null) throw failed(reference, failure);
    }

    private static StudioException failed(String reference, Throwable failure) {
        StudioException known = EngineErrors.of(failure);
        return known.problem().code().equals("docker.failed") || known.problem().code().equals("docker.refused")
                ? new StudioException(Problem.of("docker.registry", reference, EngineErrors.message(failure)), failure)
                : known;
    }

    private Optional<RegistryAccount> login(ImageName name) throws InterruptedException {
        return logins.get().find(name.registry());
    }

    /// Beside its place until it is whole, so that a cut leaves nothing that looks like an archive.
    void save(List<String> references, Path tar, Progress progress) throws InterruptedException {
        String names = references.stream().map(each -> "names=" + encoded(each)).collect(Collectors.joining("&"));
        Path part = tar.resolveSibling(tar.getFileName() + ".part");
        try {
            try (var answer = link.raw(Method.GET, "/images/get?" + names, null)) {
                if (answer.getStatusCode() != 200) throw refused(references.getFirst(), answer);
                try (OutputStream out = Files.newOutputStream(part)) {
                    copy(answer.getBody(), out, progress);
                }
            }
            Files.move(part, tar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // interrupted, a channel closes itself and says so as a failure
            if (Thread.interrupted()) throw new InterruptedException();
            throw new StudioException(Problem.of("docker.archive-unwritten", tar, String.valueOf(e.getMessage())), e);
        } finally {
            try {
                Files.deleteIfExists(part);
            } catch (IOException e) {
                System.getLogger(ImageTransfer.class.getName()).log(System.Logger.Level.WARNING, "left: " + part, e);
            }
        }
    }

    private static void copy(InputStream in, OutputStream out, Progress progress)
            throws IOException, InterruptedException {
        byte[] buffer = new byte[1 << 17];
        long done = 0;
        for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
            if (Thread.interrupted()) throw new InterruptedException();
            out.write(buffer, 0, n);
            done += n;
            progress.count(done, -1, Progress.Unit.BYTES);
        }
    }

    private static StudioException refused(String what, DockerHttpClient.Response answer) throws IOException {
        String said = EngineErrors.said(new String(answer.getBody().readAllBytes(), StandardCharsets.UTF_8));
        return answer.getStatusCode() == 404
                ? StudioException.of("docker.image-unknown", what)
                : EngineErrors.answered(said);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    List<String> load(Path tar, Progress progress) throws InterruptedException {
        try (InputStream file = new BufferedInputStream(new Counted(tar, progress), 1 << 17);
                var answer = link.raw(Method.POST, "/images/load?quiet=1", file)) {
            String said = new String(answer.getBody().readAllBytes(), StandardCharsets.UTF_8);
            var loaded = new ArrayList<String>();
            String error = answer.getStatusCode() == 200 ? null : said.strip();
            for (String line : said.lines().filter(each -> each.startsWith("{")).toList()) {
                JsonNode item = JsonMapper.shared().readTree(line);
                if (item.has("error")) error = item.path("error").asString("");
                String text = item.path("stream").asString("");
                if (text.startsWith("Loaded image")) loaded.add(text.substring(text.indexOf(": ") + 2).strip());
            }
            if (error != null || loaded.isEmpty())
                throw StudioException.of("docker.archive-unreadable", tar, error == null ? said.strip() : error);
            return loaded;
        } catch (IOException | JacksonException e) {
            if (Thread.interrupted()) throw new InterruptedException();
            throw new StudioException(
                    Problem.of("docker.archive-unreadable", tar, String.valueOf(e.getMessage())), e);
        }
    }

    /// What the registry says, asked through the engine.
    Optional<String> remoteDigest(String reference) throws InterruptedException {
        Ledger.OURS.way(Purpose.DIGEST, ImageName.of(reference).party()).open();
        Map<String, String> headers = login(ImageName.of(reference)).map(RegistryLogin::header)
                .map(login -> Map.of("X-Registry-Auth", login)).orElse(Map.of());
        try (var answer = link.raw(Method.GET, "/distribution/" + reference + "/json", null, headers)) {
            if (answer.getStatusCode() != 200) return Optional.empty();
            String digest = JsonMapper.shared().readTree(answer.getBody()).path("Descriptor").path("digest")
                    .asString("");
            return digest.isEmpty() ? Optional.empty() : Optional.of(digest);
        }
    }

    /// Sums what every layer has moved. The stream's thread only.
    private static final class LayerBytes {
        private final Progress progress;
        private final Map<String, long[]> layers = new HashMap<>();
        private volatile @Nullable String digest;
        private volatile @Nullable String error;
        private volatile long moved;

        LayerBytes(Progress progress) {
            this.progress = progress;
        }

        void item(ResponseItem item) {
            if (item.getErrorDetail() != null) error = String.valueOf(item.getErrorDetail().getMessage());
            if (item.getRawValues().get("aux") instanceof Map<?, ?> aux && aux.get("Digest") != null)
                digest = String.valueOf(aux.get("Digest"));
            ResponseItem.ProgressDetail detail = item.getProgressDetail();
            Long current = detail == null ? null : detail.getCurrent();
            Long total = detail == null ? null : detail.getTotal();
            if (item.getId() == null || current == null || total == null) return;
            // extracting counts again from nothing: what was downloaded stays
            long[] layer = layers.computeIfAbsent(item.getId(), id -> new long[2]);
            layer[1] = Math.max(layer[1], total);
            // a push counts the layer's wrapping too
            layer[0] = Math.max(layer[0], Math.min(current, layer[1]));
            moved = layers.values().stream().mapToLong(each -> each[0]).sum();
            progress.count(moved,
                    layers.values().stream().mapToLong(each -> each[1]).sum(), Progress.Unit.BYTES);
        }
    }

    /// Tells how much of a file was read.
    private static final class Counted extends FilterInputStream {
        private final Progress progress;
        private final long size;
        private long done;

        Counted(Path file, Progress progress) throws IOException {
            super(Files.newInputStream(file));
            this.progress = progress;
            this.size = Files.size(file);
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int n = super.read(buffer, from, length);
            if (n > 0) progress.count(done += n, size, Progress.Unit.BYTES);
            return n;
        }
    }
}
