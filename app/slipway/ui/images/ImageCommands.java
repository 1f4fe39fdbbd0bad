package slipway.ui.images;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import slipway.base.Text;

/// The command-line twins of what this page does. Stateless.
final class ImageCommands {
    private ImageCommands() {}

    /// What each does, and its command for Docker’s tool, then for ours where it has one.
    static Map<String, List<String>> of(ImageRow row) {
        String name = quoted(row.image().tags().isEmpty() ? row.id() : row.image().title());
        var all = new LinkedHashMap<String, List<String>>();
        if (!row.image().tags().isEmpty()) {
            all.put(Text.of("images.command.pull"), List.of("docker pull " + name, "slipway image pull " + name));
            all.put(Text.of("images.command.push"), List.of("docker push " + name, "slipway image push " + name));
        }
        all.put(Text.of("images.command.save"), List.of("docker save --output " + file(row) + " " + name,
                "slipway image save --out " + file(row) + " " + name));
        all.put(Text.of("images.command.history"), List.of("docker history --no-trunc " + name));
        all.put(Text.of("images.command.remove"), List.of("docker rmi " + name));
        return all;
    }

    static String containers(ImageRow row) {
        return "docker ps --all --filter ancestor=" + row.id();
    }

    /// A file name made of the image's: `iris-2.tar`.
    static String file(ImageRow row) {
        String last = row.image().title().substring(row.image().title().lastIndexOf('/') + 1);
        return last.replaceAll("[^A-Za-z0-9_.-]+", "-") + ".tar";
    }

    /// For a POSIX shell.
    static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
