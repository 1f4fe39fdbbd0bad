package slipway.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

import slipway.base.Problem;
import slipway.base.StudioException;

/// Which files of a build context stay behind, by the docker CLI's own rules (those since version 23, where an exception
/// below an ignored folder brings back no more than it names). The last line that matches decides. Immutable; any thread.
public final class DockerIgnore {
    static final String NAME = ".dockerignore";

    private final List<IgnorePattern> patterns;

    private DockerIgnore(List<IgnorePattern> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /// The rules of `context` for `dockerfile` (its path inside): `NAME.dockerignore` beside the Dockerfile comes before
    /// `.dockerignore` at the top. The Dockerfile and `.dockerignore` are sent whatever the rules say: the builder needs
    /// them, and leaves them out of the image itself.
    static DockerIgnore of(Path context, String dockerfile) {
        Path own = context.resolve(dockerfile + NAME);
        Path shared = context.resolve(NAME);
        Path file = Files.isRegularFile(own) ? own : shared;
        if (!Files.isRegularFile(file)) return new DockerIgnore(List.of());
        try {
            var rules = parse(Files.readString(file));
            var patterns = new ArrayList<>(rules.patterns);
            for (String needed : List.of(NAME, dockerfile)) {
                if (rules.matches(needed)) patterns.add(IgnorePattern.of("!" + quoted(needed)));
            }
            return new DockerIgnore(patterns);
        } catch (IOException e) {
            throw new StudioException(Problem.of("build.unreadable", file), e);
        }
    }

    /// The rules that `text` states, one a line.
    public static DockerIgnore parse(String text) {
        var patterns = new ArrayList<IgnorePattern>();
        String whole = text.startsWith("\uFEFF") ? text.substring(1) : text;
        for (String line : whole.split("\r?\n", -1)) {
            // only at the very start of a line: ` #x` is a file of that name
            if (line.startsWith("#")) continue;
            String pattern = line.strip();
            boolean exception = pattern.startsWith("!");
            String path = exception ? pattern.substring(1).strip() : pattern;
            if (path.isEmpty() && !exception) continue;
            String cleaned = path.isEmpty() ? "" : clean(path);
            if (cleaned.length() > 1 && cleaned.startsWith("/")) cleaned = cleaned.substring(1);
            patterns.add(IgnorePattern.of((exception ? "!" : "") + cleaned));
        }
        return new DockerIgnore(patterns);
    }

    /// Whether `path` (relative, with `/`) stays behind.
    public boolean matches(String path) {
        boolean ignored = false;
        for (IgnorePattern pattern : patterns) {
            // a line changes nothing where it says what is so already
            if (pattern.exception() == ignored && pattern.matches(path)) ignored = !pattern.exception();
        }
        return ignored;
    }

    /// Whether nothing below the ignored folder `path` can be sent, so that it need not be looked into.
    boolean skips(String path) {
        return patterns.stream().noneMatch(each -> each.exception() && (each.text() + "/").startsWith(path + "/"));
    }

    /// As Go's `path.Clean`: no `.`, no doubled or closing slash, `..` taken back where something comes before it.
    private static String clean(String path) {
        boolean rooted = path.startsWith("/");
        var parts = new ArrayDeque<String>();
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".")) continue;
            if (!part.equals("..")) {
                parts.addLast(part);
            } else if (!parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!rooted) {
                parts.addLast("..");
            }
        }
        String joined = String.join("/", parts);
        if (rooted) return "/" + joined;
        return joined.isEmpty() ? "." : joined;
    }

    /// A name as a pattern that means just it.
    private static String quoted(String name) {
        return name.replaceAll("[*?\\[\\]\\\\]", "\\\\$0");
    }

    /// Reads like a file, for messages and tests.
    @Override
    public String toString() {
        return String.join("\n", patterns.stream().map(each -> (each.exception() ? "!" : "") + each.text()).toList());
    }
}
