package slipway.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

import slipway.base.Problem;
import slipway.base.StudioException;

/// A recipe's Dockerfile as a person may change it: a file beside the model, whose first line holds the hash of what was
/// generated, so that a change can be told and is never overwritten. Any thread; the newest file wins.
record RecipeFile(Path path) {
    private static final String MARK = "# made by Slipway, yours to change; as made: ";

    /// The person's text, without our first line; empty where there is none or it is as it was made.
    Optional<String> edited() {
        String text = text();
        if (text.isBlank() || untouched(text)) return Optional.empty();
        return Optional.of(body(text));
    }

    /// Writes `generated`, unless a person changed what stands there; answers whether it is there now.
    boolean offer(String generated) {
        if (edited().isPresent()) return false;
        write(MARK + hash(generated) + "\n" + generated);
        return true;
    }

    /// Writes a person's own text; a text equal to `generated` takes the change back.
    void keep(String text, String generated) {
        write(MARK + hash(generated) + "\n" + text);
    }

    private String text() {
        try {
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new StudioException(Problem.of("build.unreadable", path), e);
        }
    }

    private void write(String text) {
        Path draft = path.resolveSibling("." + path.getFileName() + ".tmp");
        try {
            Files.writeString(draft, text);
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StudioException(Problem.of("build.recipe-not-saved", path), e);
        }
    }

    private static boolean untouched(String text) {
        return text.startsWith(MARK) && firstLine(text).equals(MARK + hash(body(text)));
    }

    private static String body(String text) {
        if (!text.startsWith(MARK)) return text;
        return text.substring(Math.min(text.length(), firstLine(text).length() + 1));
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private static String hash(String text) {
        return new InputHash().add(text).text();
    }
}
