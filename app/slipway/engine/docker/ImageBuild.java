package slipway.engine.docker;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.model.BuildResponseItem;
import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.engine.Images.Build;

/// Builds with the engine's classic builder: sends the context, reads what it says. Any thread; interrupted, the engine
/// ends the build and keeps no container of it.
final class ImageBuild {
    private final DockerLink link;

    ImageBuild(DockerLink link) {
        this.link = link;
    }

    record Result(String id, int steps, int cached) {}

    Result run(Build build, Progress progress) throws InterruptedException {
        var output = new Output(build, progress);
        try (InputStream context = open(build, progress); var stream = new EngineStream<>(output::item)) {
            command(build, context).exec(stream);
            EngineStream.End end = stream.await();
            output.finish();
            Throwable failure = end.failure();
            if (output.error != null) throw output.failed();
            if (failure != null) throw EngineErrors.of(failure);
            if (output.id == null) throw StudioException.of("docker.build-cut", title(build));
            return new Result(output.id, output.steps, output.cached);
        } catch (IOException e) {
            throw new StudioException(Problem.of("docker.build-context", title(build), e.toString()), e);
        }
    }

    private static InputStream open(Build build, Progress progress) throws IOException {
        long size = build.context().sizeBytes();
        return build.context().open(sent -> progress.count(sent, size, Progress.Unit.BYTES));
    }

    private BuildImageCmd command(Build build, InputStream context) {
        var labels = new HashMap<>(build.labels());
        labels.put(DockerImages.BUILT, "true");
        BuildImageCmd command = link.streams().buildImageCmd(context).withDockerfilePath(build.dockerfile())
                .withTags(Set.copyOf(build.tags())).withLabels(labels).withNoCache(build.noCache())
                .withForcerm(true);
        build.arguments().forEach(command::withBuildArg);
        if (build.target() != null) command.withTarget(build.target());
        if (build.platform() != null) command.withPlatform(build.platform());
        return command;
    }

    private static String title(Build build) {
        return build.tags().isEmpty() ? build.dockerfile() : build.tags().getFirst();
    }

    /// Puts the builder's fragments together to lines and reads its steps. The stream's thread only.
    private static final class Output {
        private static final Pattern STEP = Pattern.compile("Step (\\d+)/(\\d+) : (.*)");
        private static final int LAST_LINES = 20;

        private final Build build;
        private final Progress progress;
        private final StringBuilder line = new StringBuilder();
        private final java.util.ArrayDeque<String> last = new java.util.ArrayDeque<>();
        private int steps;
        private int cached;
        private String step = "";
        private volatile @Nullable String id;
        private volatile @Nullable String error;

        Output(Build build, Progress progress) {
            this.build = build;
            this.progress = progress;
        }

        synchronized void item(BuildResponseItem item) {
            var detail = item.getErrorDetail();
            if (detail != null) error = String.valueOf(detail.getMessage());
            if (item.getRawValues().get("aux") instanceof java.util.Map<?, ?> aux && aux.get("ID") != null)
                id = String.valueOf(aux.get("ID"));
            String text = item.getStream();
            if (text == null) return;
            line.append(text);
            for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
                line(line.substring(0, end));
                line.delete(0, end + 1);
            }
        }

        synchronized void finish() {
            if (!line.isEmpty()) line(line.toString());
            line.setLength(0);
        }

        private void line(String raw) {
            String text = raw.stripTrailing();
            if (text.isEmpty()) return;
            Matcher found = STEP.matcher(text);
            if (found.matches()) {
                steps = Integer.parseInt(found.group(2));
                step = text;
                progress.stage("docker.build.step", found.group(1), found.group(2), found.group(3));
                progress.count(Integer.parseInt(found.group(1)), steps, Progress.Unit.STEPS);
            } else if (text.strip().equals("---> Using cache")) {
                cached++;
            }
            last.addLast(text);
            if (last.size() > LAST_LINES) last.removeFirst();
            build.lines().accept(text);
        }

        synchronized StudioException failed() {
            StudioException known = EngineErrors.of(new com.github.dockerjava.api.exception.DockerClientException(
                    String.valueOf(error)));
            if (!known.problem().code().equals("docker.failed")) return known;
            String tail = String.join("\n", last);
            // of a command that ran into it the engine tells only the exit code
            StudioException told = EngineErrors.answered(tail);
            if (told.problem().code().equals("docker.disk-full")) return told;
            return new StudioException(Problem.of("docker.build-failed", title(build), step.isEmpty() ? "–" : step,
                    String.valueOf(error)).withDetail(tail));
        }
    }
}
