package slipway.engine.docker;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.engine.Images.Build;

/// What a builder says while it works, read item by item: its lines, its steps, its image, its failure. One build, the
/// thread that runs it.
abstract sealed class BuildOutput permits ClassicOutput, BuildKitOutput {
    private static final int LAST_LINES = 20;
    private static final int LONGEST = 4000;

    private final Build build;
    private final Progress progress;
    private final Deque<String> last = new ArrayDeque<>();
    private @Nullable String id;
    private @Nullable String error;

    BuildOutput(Build build, Progress progress) {
        this.build = build;
        this.progress = progress;
    }

    /// Takes one object of the engine's answer.
    final void item(JsonNode item) {
        String failed = item.path("errorDetail").path("message").asString(item.path("error").asString(""));
        if (!failed.isEmpty()) error = failed;
        String made = item.path("aux").path("ID").asString("");
        if (!made.isEmpty()) id = made;
        read(item);
    }

    abstract void read(JsonNode item);

    /// Hands on what is left when the answer has ended.
    abstract void finish();

    /// Steps of the Dockerfile that the builder named.
    abstract int steps();

    /// How many of them came from the cache.
    abstract int cached();

    /// The step that failed, or was the last; empty before the first.
    abstract String step();

    /// The container that the present step runs in, by the engine's own word; null where there is none or it is not told.
    @Nullable
    String container() {
        return null;
    }

    final @Nullable String id() {
        return id;
    }

    final boolean failed() {
        return error != null;
    }

    final Progress progress() {
        return progress;
    }

    final void line(String raw) {
        String text = raw.stripTrailing();
        if (text.isEmpty()) return;
        if (text.length() > LONGEST) text = text.substring(0, LONGEST) + " …";
        last.addLast(text);
        if (last.size() > LAST_LINES) last.removeFirst();
        build.lines().accept(text);
    }

    /// The step numbered `at` of `of` has begun.
    final void began(int at, int of, String what) {
        progress.stage("docker.build.step", at, of, what);
        progress.count(at, of, Progress.Unit.STEPS);
    }

    final StudioException failure() {
        StudioException known = EngineErrors.answered(String.valueOf(error));
        if (!known.problem().code().equals("docker.refused")) return known;
        String tail = String.join("\n", last);
        // of a command that ran into it the engine tells only the exit code
        StudioException told = EngineErrors.answered(tail);
        if (told.problem().code().equals("docker.disk-full")) return told;
        return new StudioException(Problem.of("docker.build-failed", title(build), step().isEmpty() ? "–" : step(),
                String.valueOf(error)).withDetail(tail));
    }

    static String title(Build build) {
        return build.tags().isEmpty() ? build.dockerfile() : build.tags().getFirst();
    }
}
