package slipway.engine.docker;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import slipway.base.Progress;
import slipway.engine.Images.Build;

/// What the classic builder says: fragments of its own printed lines.
final class ClassicOutput extends BuildOutput {
    private static final Pattern STEP = Pattern.compile("Step (\\d+)/(\\d+) : (.*)");

    private static final Pattern RUNNING = Pattern.compile("\\s*---> Running in ([0-9a-f]{12,64})");
    private static final Pattern REMOVED = Pattern.compile("Removing intermediate container ([0-9a-f]{12,64})");

    private final StringBuilder line = new StringBuilder();
    private int steps;
    private int cached;
    private String step = "";
    private @Nullable String container;

    ClassicOutput(Build build, Progress progress) {
        super(build, progress);
    }

    @Override
    void read(JsonNode item) {
        line.append(item.path("stream").asString(""));
        for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
            whole(line.substring(0, end));
            line.delete(0, end + 1);
        }
    }

    @Override
    void finish() {
        whole(line.toString());
        line.setLength(0);
    }

    private void whole(String raw) {
        String text = raw.stripTrailing();
        Matcher found = STEP.matcher(text);
        if (found.matches()) {
            steps = Integer.parseInt(found.group(2));
            step = text;
            began(Integer.parseInt(found.group(1)), steps, found.group(3));
        } else if (text.strip().equals("---> Using cache")) {
            cached++;
        }
        Matcher running = RUNNING.matcher(text);
        if (running.matches()) container = running.group(1);
        if (REMOVED.matcher(text).matches()) container = null;
        line(text);
    }

    @Override
    @Nullable
    String container() {
        return container;
    }

    @Override
    int steps() {
        return steps;
    }

    @Override
    int cached() {
        return cached;
    }

    @Override
    String step() {
        return step;
    }
}
