package slipway.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Command;

import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;
import slipway.engine.Images;

/// `images`: the images of the container engine, newest first.
@Command(name = "images", mixinStandardHelpOptions = true)
final class ImagesCommand extends Action {
    private static final String OURS = "slipway.built";

    @Override
    int run() throws InterruptedException {
        try (var tasks = new Tasks()) {
            List<Images.Local> images = app().opener().images(tasks, app().workspace()).list().stream()
                    .sorted(Comparator.comparing(Images.Local::created).reversed()).toList();
            if (app().json()) {
                console().json(Map.of("images", images.stream().map(ImagesCommand::map).toList()));
            } else {
                console().line(table(images));
            }
            return 0;
        }
    }

    private static String table(List<Images.Local> images) {
        var table = new Table(Text.of("cli.images.image"), Text.of("cli.images.id"), Text.of("cli.images.size"),
                Text.of("cli.images.age"), Text.of("cli.images.users"), Text.of("cli.images.maker"));
        for (Images.Local image : images) {
            String id = image.id().substring(image.id().indexOf(':') + 1);
            table.row(image.tags().isEmpty() ? "–" : String.join(" ", image.tags()),
                    id.substring(0, Math.min(12, id.length())), Units.bytes(image.sizeBytes()),
                    Units.nanos(Math.max(0, Duration.between(image.created(), Instant.now()).toNanos())),
                    image.users() < 0 ? "–" : String.valueOf(image.users()),
                    ours(image) ? "slipway" : "–");
        }
        return table.text();
    }

    private static boolean ours(Images.Local image) {
        return image.labels().containsKey(OURS);
    }

    static Map<String, Object> map(Images.Local image) {
        var map = new LinkedHashMap<String, Object>();
        map.put("id", image.id());
        map.put("tags", image.tags());
        map.put("digests", image.digests());
        map.put("sizeBytes", image.sizeBytes());
        map.put("created", image.created().toString());
        map.put("ours", ours(image));
        if (image.users() >= 0) map.put("users", image.users());
        return map;
    }
}
