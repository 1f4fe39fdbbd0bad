package slipway.ui.settings;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What Slipway is made of and under which terms, as it comes with the program: `/licences/components.tsv` and one text
/// for each licence beside it. Any thread.
final class Licences {
    private Licences() {}

    /// One component.
    ///
    /// @param artifacts the beginnings of its jars’ names; none where it is in no jar of its own
    /// @param licence   its SPDX identifier, which names the text
    /// @param copyright as its authors write it, one line
    record Component(String name, List<String> artifacts, String licence, String copyright, String home) {
        /// The whole terms, with whose they are.
        String text() {
            return name + "\n" + home + "\n\n" + copyright + "\n\n" + read(licence + ".txt");
        }

        /// The version of the first of its jars in `classPath`; empty where none is.
        String version(String classPath) {
            for (String jar : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
                String file = new File(jar).getName();
                for (String artifact : artifacts) {
                    if (file.matches(Pattern.quote(artifact) + "-\\d.*\\.jar")) {
                        return file.substring(artifact.length() + 1, file.length() - 4);
                    }
                }
            }
            return "";
        }
    }

    /// In the order of the file.
    static List<Component> all() {
        return read("components.tsv").lines().skip(1).map(line -> line.split("\t", -1))
                .map(cells -> new Component(cells[0], Arrays.stream(cells[1].split(" ", -1))
                        .filter(each -> !each.isEmpty()).toList(), cells[2], cells[3], cells[4]))
                .toList();
    }

    /// Everything in one text.
    static String whole() {
        return all().stream().map(Component::text).collect(Collectors.joining("\n\n" + "─".repeat(72) + "\n\n"));
    }

    private static String read(String file) {
        try (InputStream in = Objects.requireNonNull(Licences.class.getResourceAsStream("/licences/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
