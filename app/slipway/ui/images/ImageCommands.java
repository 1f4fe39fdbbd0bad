package slipway.ui.images;

import java.util.LinkedHashMap;
import java.util.Map;

import slipway.base.Text;

/// The command-line twins of what this page does. Stateless.
final class ImageCommands {
    private ImageCommands() {}

    /// What each does, and the command.
    static Map<String, String> of(ImageRow row) {
        String name = quoted(row.image().tags().isEmpty() ? row.id() : row.image().title());
        var all = new LinkedHashMap<String, String>();
        if (!row.image().tags().isEmpty()) {
            all.put(Text.of("images.command.pull"), "docker pull " + name);
            all.put(Text.of("images.command.push"), "docker push " + name);
        }
        all.put(Text.of("images.command.save"), "docker save --output " + file(row) + " " + name);
        all.put(Text.of("images.command.history"), "docker history --no-trunc " + name);
        all.put(Text.of("images.command.remove"), "docker rmi " + name);
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
