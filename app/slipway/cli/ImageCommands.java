package slipway.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;
import slipway.engine.Images;

/// `image load|save|push|pull|tag|prune|login|logout`: images of the container engine, tar archives and registries.
final class ImageCommands {
    private ImageCommands() {}

    static List<Object> all() {
        return List.of(new Load(), new Save(), new Push(), new Pull(), new Tag(), new Prune(),
                new ImageLoginCommand(), new ImageLogoutCommand());
    }

    /// One that works on the engine's images and ends with it.
    private abstract static class OnImages extends Action {
        @Override
        final int run() throws InterruptedException {
            try (var tasks = new Tasks()) {
                run(app().opener().images(tasks, app().workspace()), new ProgressLines(console()));
                return 0;
            }
        }

        abstract void run(Images images, ProgressLines progress) throws InterruptedException;

        /// `document` for scripts, or `line` for people.
        final void answer(Map<String, Object> document, String line) {
            if (app().json()) console().json(document);
            else
                console().line(line);
        }
    }

    @Command(name = "load", mixinStandardHelpOptions = true)
    private static final class Load extends OnImages {
        @Parameters(paramLabel = "FILE", descriptionKey = "FILE")
        private Path file = Path.of("");

        @Override
        void run(Images images, ProgressLines progress) throws InterruptedException {
            List<String> loaded = images.load(file.toAbsolutePath().normalize(), progress.progress());
            answer(Map.of("loaded", loaded), Text.of("cli.image.loaded", String.join(", ", loaded)));
        }
    }

    @Command(name = "save", mixinStandardHelpOptions = true)
    private static final class Save extends OnImages {
        @Parameters(paramLabel = "REF", descriptionKey = "REF", arity = "1..*")
        private List<String> references = List.of();

        @Option(names = "--out", paramLabel = "FILE", required = true)
        private Path out = Path.of("");

        @Override
        void run(Images images, ProgressLines progress) throws InterruptedException {
            Path file = out.toAbsolutePath().normalize();
            images.save(references, file, progress.progress());
            long bytes = file.toFile().length();
            var document = new LinkedHashMap<String, Object>();
            document.put("file", file.toString());
            document.put("images", references);
            document.put("sizeBytes", bytes);
            answer(document, Text.of("cli.image.saved", String.join(", ", references), file, Units.bytes(bytes)));
        }
    }

    @Command(name = "push", mixinStandardHelpOptions = true)
    private static final class Push extends OnImages {
        @Parameters(paramLabel = "REF", descriptionKey = "REF")
        private String reference = "";

        @Override
        void run(Images images, ProgressLines progress) throws InterruptedException {
            String digest = images.push(reference, progress.progress());
            var document = new LinkedHashMap<String, Object>();
            document.put("reference", reference);
            document.put("digest", digest);
            answer(document, Text.of("cli.image.pushed", reference, digest));
        }
    }

    @Command(name = "pull", mixinStandardHelpOptions = true)
    private static final class Pull extends OnImages {
        @Parameters(paramLabel = "REF", descriptionKey = "REF")
        private String reference = "";

        @Option(names = "--platform", paramLabel = "OS/ARCH")
        private @Nullable String platform;

        @Override
        void run(Images images, ProgressLines progress) throws InterruptedException {
            Images.Local image = images.pull(reference, platform, progress.progress());
            answer(ImagesCommand.map(image), Text.of("cli.image.pulled", reference, image.id(),
                    Units.bytes(image.sizeBytes())));
        }
    }

    @Command(name = "tag", mixinStandardHelpOptions = true)
    private static final class Tag extends OnImages {
        @Parameters(paramLabel = "SOURCE", descriptionKey = "SOURCE")
        private String source = "";

        @Parameters(paramLabel = "TARGET", descriptionKey = "TARGET")
        private String target = "";

        @Override
        void run(Images images, ProgressLines progress) throws InterruptedException {
            images.tag(source, target);
            var document = new LinkedHashMap<String, Object>();
            document.put("source", source);
            document.put("target", target);
            answer(document, Text.of("cli.image.tagged", source, target));
        }
    }

    @Command(name = "prune", mixinStandardHelpOptions = true)
    private static final class Prune extends OnImages {
        @Option(names = "--all")
        private boolean all;

        @Override
        void run(Images images, ProgressLines progress) throws InterruptedException {
            Images.Pruned pruned = images.prune(!all);
            var document = new LinkedHashMap<String, Object>();
            document.put("removed", pruned.removed());
            document.put("bytes", pruned.bytes());
            answer(document, Text.of("cli.image.pruned", pruned.removed().size(), Units.bytes(pruned.bytes())));
        }
    }
}
