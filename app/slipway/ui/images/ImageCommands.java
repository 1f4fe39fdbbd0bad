package slipway.ui.images;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import slipway.base.Quoted;
import slipway.base.Text;
import slipway.base.Twin;

/// The command-line twins of what this page does. Stateless.
final class ImageCommands {
    private ImageCommands() {}

    /// What each does, and its command for Docker’s tool, then for ours where it has one.
    static Map<String, List<String>> of(ImageRow row) {
        String name = Quoted.shell(row.image().tags().isEmpty() ? row.id() : row.image().title());
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

    static String pull(String name) {
        return Twin.of("image pull").add(name).toString();
    }

    static String load(Path file) {
        return Twin.of("image load").add(file.toString()).toString();
    }

    static String save(List<String> names, Path file) {
        Twin twin = Twin.of("image save").add("--out", file);
        names.forEach(twin::add);
        return twin.toString();
    }

    static String tag(ImageRow row, String name) {
        return Twin.of("image tag").add(row.id()).add(name).toString();
    }

    /// Under a name that it has not yet it is tagged first.
    static String push(ImageRow row, String name) {
        String push = Twin.of("image push").add(name).toString();
        return row.image().tags().contains(name) ? push : tag(row, name) + " && " + push;
    }

    static String remove(List<String> names) {
        return "docker rmi " + names.stream().map(Quoted::shell).collect(Collectors.joining(" "));
    }

    static String containers(ImageRow row) {
        return "docker ps --all --filter ancestor=" + row.id();
    }

    /// A file name made of the image's: `iris-2.tar`.
    static String file(ImageRow row) {
        String last = row.image().title().substring(row.image().title().lastIndexOf('/') + 1);
        return last.replaceAll("[^A-Za-z0-9_.-]+", "-") + ".tar";
    }
}
