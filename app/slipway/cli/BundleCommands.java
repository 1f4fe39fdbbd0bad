package slipway.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;
import slipway.bundle.BundleOpening;
import slipway.bundle.BundleReader;
import slipway.bundle.BundleWish;
import slipway.bundle.BundleWriter;
import slipway.bundle.Manifest;

/// `bundle create|open|check`: a workspace with its images as one file, for a machine without a network.
final class BundleCommands {
    private BundleCommands() {}

    static List<Object> all() {
        return List.of(new Create(), new Open(), new Check());
    }

    /// What is written stays when Ctrl-C ends the process at once; that is said.
    interface Work<T> {
        T run(Progress progress) throws InterruptedException;
    }

    static <T> T resumable(Console console, Work<T> work) throws InterruptedException {
        var ended = new AtomicBoolean();
        Tasks.atShutdown("bundle stopped", () -> {
            if (!ended.get()) console.message(Text.of("cli.bundle.stopped"));
        });
        try {
            return work.run(new ProgressLines(console).progress());
        } finally {
            ended.set(true);
        }
    }

    /// Opens `file` into `into` and says what came of it; also for a bundle that is named in place of a command.
    static BundleOpening.Opened open(Console console, Opener opener, Path file, Path into, boolean images)
            throws InterruptedException {
        try (var tasks = new Tasks()) {
            BundleOpening.Opened opened = resumable(console, progress -> BundleOpening.open(file, into, images,
                    () -> opener.images(tasks, into), progress));
            left(console, opened.manifest());
            opened.images().forEach(image -> image.moved().forEach(name -> console.message(Text.of(
                    "cli.bundle.moved", name))));
            return opened;
        }
    }

    /// What stayed behind has to be put in again by hand.
    static void left(Console console, Manifest manifest) {
        for (Manifest.LeftOut each : manifest.left()) {
            console.message(switch (each.why()) {
                case "name" -> Text.of("cli.bundle.name", each.file());
                case "busy" -> Text.of("cli.backup.busy", each.file());
                case "secret" -> Text.of("cli.bundle.secret", each.file(), String.join(", ", each.names()));
                default -> Text.of("cli.bundle.link", each.file());
            });
        }
    }

    static Map<String, Object> map(Manifest manifest) {
        var map = new LinkedHashMap<String, Object>();
        map.put("format", manifest.format());
        map.put("createdBy", manifest.createdBy());
        map.put("created", manifest.created());
        map.put("workspace", manifest.workspace());
        map.put("files", manifest.files());
        map.put("bytes", manifest.bytes());
        map.put("endpoints", manifest.endpoints());
        map.put("images", manifest.images());
        map.put("left", manifest.left());
        return map;
    }

    @Command(name = "create", mixinStandardHelpOptions = true)
    private static final class Create extends Action {
        @Parameters(paramLabel = "FILE", descriptionKey = "FILE")
        private Path file = Path.of("");

        @Option(names = "--endpoint", paramLabel = "NAME")
        private List<String> endpoints = List.of();

        @Option(names = "--engine", paramLabel = "E")
        private @Nullable String engine;

        @Option(names = "--no-images")
        private boolean noImages;

        @Option(names = "--scenario")
        private boolean scenario;

        @Override
        int run() throws InterruptedException {
            try (var tasks = new Tasks()) {
                BundleWriter.Written written = resumable(console(), progress -> BundleWriter.write(app().opener()
                        .bundling(tasks, app().workspace(), engine), new BundleWish(endpoints, !noImages, scenario),
                        file, progress));
                left(console(), written.manifest());
                say(written);
            }
            return 0;
        }

        private void say(BundleWriter.Written written) {
            Manifest manifest = written.manifest();
            if (app().json()) {
                Map<String, Object> document = new LinkedHashMap<>();
                document.put("file", written.file().toString());
                document.put("sizeBytes", written.sizeBytes());
                document.put("resumedBytes", written.resumedBytes());
                document.putAll(map(manifest));
                console().json(document);
            } else {
                console().line(Text.of("cli.bundle.created", written.file(), Units.bytes(written.sizeBytes()), manifest
                        .files(), manifest.images().size()));
            }
        }
    }

    @Command(name = "open", mixinStandardHelpOptions = true)
    private static final class Open extends Action {
        @Parameters(paramLabel = "FILE", descriptionKey = "FILE")
        private Path file = Path.of("");

        @Option(names = "--into", paramLabel = "DIR")
        private @Nullable Path into;

        @Option(names = "--no-images")
        private boolean noImages;

        @Override
        int run() throws InterruptedException {
            BundleOpening.Opened opened = BundleCommands.open(console(), app().opener(), file, into == null
                    ? BundleOpening.usual(file)
                    : into, !noImages);
            long there = opened.images().stream().filter(BundleOpening.Loaded::there).count();
            long loaded = opened.images().size() - there;
            if (app().json()) {
                var document = new LinkedHashMap<String, Object>();
                document.put("folder", opened.folder().toString());
                document.put("known", opened.known());
                document.put("resumedBytes", opened.resumedBytes());
                document.put("imagesLoaded", loaded);
                document.put("imagesThere", there);
                document.putAll(map(opened.manifest()));
                console().json(document);
            } else {
                console().line(Text.of(opened.known() ? "cli.bundle.known" : "cli.bundle.opened", opened.folder(),
                        loaded, there));
            }
            return 0;
        }
    }

    @Command(name = "check", mixinStandardHelpOptions = true)
    private static final class Check extends Action {
        @Parameters(paramLabel = "FILE", descriptionKey = "FILE")
        private Path file = Path.of("");

        @Override
        int run() throws InterruptedException {
            try (BundleReader bundle = BundleReader.open(file)) {
                bundle.verify(new ProgressLines(console()).progress());
                Manifest manifest = bundle.manifest();
                if (app().json()) {
                    var document = new LinkedHashMap<String, Object>();
                    document.put("file", file.toString());
                    document.put("ok", true);
                    document.put("signer", bundle.signer());
                    document.putAll(map(manifest));
                    console().json(document);
                } else {
                    left(console(), manifest);
                    console().line(Text.of("cli.bundle.checked", file, manifest.files(), manifest.images().size(), Units
                            .bytes(manifest.bytes()), manifest.createdBy(), bundle.signer()));
                }
                return 0;
            } catch (StudioException e) {
                if (!app().json()) throw e;
                var document = new LinkedHashMap<String, Object>();
                document.put("file", file.toString());
                document.put("ok", false);
                document.put("problem", List.of(e.problem().what(), e.problem().why(), e.problem().fix()));
                console().json(document);
                return 1;
            }
        }
    }
}
