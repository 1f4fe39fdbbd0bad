package slipway.engine.docker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import com.github.dockerjava.transport.DockerHttpClient.Request.Method;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Units;
import slipway.engine.ContextEntry;
import slipway.engine.ContextTar;

/// A model folder on its way into a container that was made and has not started, for an engine that sees no folder of
/// this machine. Stateless but for the folder; blocks until it is there.
///
/// Nothing of it may be written in the container, by nobody: as near to a read-only mount as a copy comes. A server
/// that runs as root could still give itself the right; what it changes is lost with its container. A link stays a
/// link, as in the context of a build.
///
/// @param model  a folder or a single file
/// @param target where it is to be, absolute inside the container
record ModelCopy(Path model, String target) {
    /// What is larger goes by an image, whose layers are kept and shared by replicas.
    static final long MOST_BYTES = 20L << 30;

    /// @throws StudioException when it cannot be read, is too large, or the engine does not take it
    void into(DockerLink link, String container, Progress progress) throws InterruptedException {
        try {
            List<ContextEntry> entries = entries();
            long size = entries.stream().mapToLong(ContextEntry::size).sum();
            checkSize(size, MOST_BYTES);
            progress.stage("docker.copying", String.valueOf(model.getFileName()), Units.bytes(size));
            progress.count(0, size, Progress.Unit.BYTES);
            link.noted("docker cp", () -> send(link, container, entries, size, progress));
        } catch (IOException e) {
            throw new StudioException(Problem.of("docker.copy-unreadable", model, e.toString()), e);
        }
    }

    void checkSize(long size, long most) {
        if (size > most)
            throw StudioException.of("docker.copy-large", model, Units.bytes(size), Units.bytes(most));
    }

    /// Named as seen from the root of the container; folders above are made by the engine where they are missing.
    List<ContextEntry> entries() throws IOException {
        String name = target.replaceFirst("^/+", "").replaceFirst("/+$", "");
        return ContextEntry.tree(name, model).stream().map(entry -> entry.readable().unwritable()).toList();
    }

    private boolean send(DockerLink link, String container, List<ContextEntry> entries, long size, Progress progress)
            throws InterruptedException {
        try (InputStream tar = new ContextTar(entries, sent -> progress.count(sent, size, Progress.Unit.BYTES));
                var answer = link.raw(Method.PUT, "/containers/" + container + "/archive?path=%2F", tar)) {
            if (answer.getStatusCode() == 200) return true;
            throw EngineErrors.answered(EngineErrors.said(new String(answer.getBody().readNBytes(2000),
                    StandardCharsets.UTF_8)));
        } catch (StudioException e) {
            if (!e.problem().code().equals("build.file-changed")) throw e;
            throw new StudioException(Problem.of("docker.copy-changed", model, e.problem().args().getFirst()), e);
        } catch (IOException e) {
            throw new StudioException(Problem.of("docker.copy-unreadable", model, e.toString()), e);
        }
    }
}
