package slipway.check;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import slipway.base.Units;
import slipway.contract.Profile;
import slipway.engine.Images;
import slipway.engine.Inside;

/// Looks at the image: platform, size, command, ports, registry, what is inside.
final class ImageKinds {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /// Weights: a file that ends like this and is larger than a code file is.
    private static final String MODELS = "find / -xdev -type f -size +200k ( -name *.onnx -o -name *.pkl -o -name"
            + " *.joblib -o -name *.pt -o -name *.pth -o -name *.safetensors -o -name *.gguf -o -name *.h5 -o -name"
            + " *.keras -o -name *.cbm -o -name *.tflite -o -name *.pb ) -not -path /proc/* -not -path /sys/*";

    static final List<Kind> ALL = List.of(
            Kind.of("image-platform", List.of(), image((bench, rule) -> {
                String platform = config(bench).platform();
                return Outcome.of(platform.startsWith("linux/amd64") || platform.startsWith("linux/arm64"), platform,
                        List.of());
            })),
            Kind.of("image-size", List.of(),
                    (bench, rule) -> List.of(Units.bytes(rule.number("warnBytes", rule.number("bytes", 0)))),
                    image(ImageKinds::size)),
            Kind.of("command-given", List.of(), image((bench, rule) -> {
                List<String> words = words(bench);
                return words.isEmpty()
                        ? Outcome.broken("no-command")
                        : Outcome.of(true, String.join(" ", words), List.of());
            })),
            Kind.of("command-bytes", List.of("command-given"), (bench, rule) -> List.of(rule.number("bytes", 0)),
                    image(ImageKinds::commandBytes)),
            Kind.of("port-range", List.of(),
                    (bench, rule) -> List.of(bench.profile().port().from(), bench.profile().port().to()),
                    (bench, rule) -> Outcome.of(bench.port() >= bench.profile().port().from()
                            && bench.port() <= bench.profile().port().to(), ":" + bench.port(), List.of())),
            Kind.of("port-reserved", List.of(),
                    (bench, rule) -> List.of(String.join(", ", bench.profile().port().reserved().stream().sorted()
                            .map(String::valueOf).toList())),
                    (bench, rule) -> Outcome.of(!bench.profile().port().reserved().contains(bench.port()),
                            ":" + bench.port(), List.of())),
            Kind.of("port-exposed", List.of(), (bench, rule) -> List.of(bench.port()), image((bench, rule) -> {
                List<Integer> exposed = config(bench).ports();
                if (exposed.isEmpty()) return Outcome.kept("no-expose");
                return exposed.contains(bench.port())
                        ? Outcome.kept("exposes", numbers(exposed))
                        : Outcome.broken("exposes-other", numbers(exposed), bench.port());
            })),
            Kind.of("own-healthcheck", List.of(), image((bench, rule) -> {
                String own = config(bench).healthCheck();
                return own == null ? Outcome.kept("no-healthcheck") : Outcome.broken("healthcheck", own);
            })),
            Kind.of("image-registry", List.of(), (bench, rule) -> List.of(rule.text("pattern", "")),
                    image(ImageKinds::registry)),
            Kind.of("image-digest", List.of("image-registry"), image((bench, rule) -> {
                String registry = registryOf(bench.subject().target().image());
                if (registry.isEmpty()) return Outcome.skipped("local-image");
                return local(bench).digests().isEmpty()
                        ? Outcome.broken("no-digest")
                        : Outcome.of(true, local(bench).digests().getFirst(), List.of());
            })),
            Kind.of("model-in-image", List.of("starts"), inside((bench, inside) -> {
                var command = new ArrayList<String>(List.of(MODELS.split(" ")));
                if (bench.subject().artifact() != null) {
                    command.addAll(List.of("-not", "-path", bench.profile().modelPath() + "/*"));
                }
                Inside.Ran ran = inside.run(LIMIT, command.toArray(String[]::new));
                if (ran.code() == 127) return Outcome.skipped("no-find");
                List<String> found = ran.text().lines().filter(line -> line.startsWith("/")).toList();
                return found.isEmpty()
                        ? Outcome.kept("no-model-files")
                        : Outcome.broken("model-files", found.size(), found.getFirst());
            })),
            Kind.of("curl", List.of("starts"), inside((bench, inside) -> {
                Inside.Ran ran = inside.run(LIMIT, "curl", "--version");
                String said = ran.text().lines().findFirst().orElse("");
                return Outcome.of(ran.code() == 0,
                        "curl --version → " + (ran.code() == 0 ? said : ran.code() + " " + said),
                        List.of());
            })),
            Kind.of("serve-command", List.of(), image(ImageKinds::serveCommand)),
            Kind.of("entrypoint-without", List.of(), (bench, rule) -> List.of(rule.text("program", "")),
                    image((bench, rule) -> {
                        List<String> entrypoint = config(bench).entrypoint();
                        boolean has = entrypoint.stream().limit(1)
                                .anyMatch(word -> word.equals(rule.text("program", ""))
                                        || word.endsWith("/" + rule.text("program", "")));
                        return Outcome.of(!has, String.join(" ", entrypoint), List.of());
                    })));

    private ImageKinds() {}

    private static Outcome size(Bench bench, Profile.Rule rule) {
        long size = local(bench).sizeBytes();
        long most = rule.number("warnBytes", rule.number("bytes", Long.MAX_VALUE));
        return size > most
                ? Outcome.broken("too-large", Units.bytes(size), Units.bytes(most))
                : Outcome.of(true, Units.bytes(size), List.of());
    }

    /// The elements of both arrays, as UTF-8; what stands between them is not counted anywhere.
    private static Outcome commandBytes(Bench bench, Profile.Rule rule) {
        long bytes = words(bench).stream().mapToLong(word -> word.getBytes(StandardCharsets.UTF_8).length).sum();
        long most = rule.number("bytes", 2048);
        return bytes > most ? Outcome.broken("bytes-of", bytes, most) : Outcome.kept("bytes-of", bytes, most);
    }

    private static Outcome registry(Bench bench, Profile.Rule rule) {
        String registry = registryOf(bench.subject().target().image());
        if (registry.isEmpty()) return Outcome.skipped("local-image");
        return Outcome.of(Pattern.matches(rule.text("pattern", ".*"), registry), registry, List.of());
    }

    /// The part before the first slash where it names a host.
    static String registryOf(@org.jspecify.annotations.Nullable String reference) {
        if (reference == null || reference.startsWith("sha256:")) return "";
        int slash = reference.indexOf('/');
        String first = slash < 0 ? "" : reference.substring(0, slash);
        return first.contains(".") || first.contains(":") ? first : "";
    }

    /// An entrypoint in exec form gets the argument; without one, `serve` must be a program of the image, which its
    /// start shows. A shell form drops it.
    private static Outcome serveCommand(Bench bench, Profile.Rule rule) {
        List<String> entrypoint = config(bench).entrypoint();
        if (entrypoint.size() >= 2 && entrypoint.get(1).equals("-c")
                && entrypoint.getFirst().endsWith("sh")) {
            return Outcome.broken("shell-form", String.join(" ", entrypoint));
        }
        Start start = bench.start();
        if (start != null && start.how() == Start.How.ENDED && start.words().contains("serve")
                && (start.words().contains("not found") || start.words().contains("denied")
                        || start.words().contains("no such file"))) {
            return Outcome.of(false, start.words().lines().findFirst().orElse(""), List.of());
        }
        return entrypoint.isEmpty()
                ? Outcome.kept("serve-program")
                : Outcome.kept("exec-form",
                        String.join(" ", entrypoint));
    }

    private static List<String> words(Bench bench) {
        var words = new ArrayList<>(config(bench).entrypoint());
        words.addAll(config(bench).command());
        return words;
    }

    private static String numbers(List<Integer> ports) {
        return String.join(", ", ports.stream().map(String::valueOf).toList());
    }

    private static Images.Config config(Bench bench) {
        return java.util.Objects.requireNonNull(bench.config());
    }

    private static Images.Local local(Bench bench) {
        return java.util.Objects.requireNonNull(bench.image());
    }

    private static Kind.Look image(Kind.Look look) {
        return (bench, rule) -> bench.image() == null ? Outcome.skipped("no-image") : look.at(bench, rule);
    }

    /// Looks inside the running container.
    static Kind.Look inside(Within look) {
        return (bench, rule) -> {
            Inside inside = bench.server().inside();
            return inside == null ? Outcome.skipped("no-container") : look.at(bench, inside);
        };
    }

    /// A look inside a container.
    @FunctionalInterface
    interface Within {
        Outcome at(Bench bench, Inside inside) throws InterruptedException;
    }
}
