package slipway.build;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.engine.ContextEntry;

/// What of our class path the sample server needs, taken from wherever it lies: a folder of classes, our jar, the
/// libraries' jars. Stateless.
final class ServerClasses {
    private static final String MAIN = "slipway/serve/SampleServer.class";
    private static final List<String> OURS = List.of("slipway/serve/", "slipway/base/", "slipway/contract/",
            "contracts/",
            "i18n/text-base.properties", "i18n/text-serve.properties");
    private static final String ONNX = "ai/onnxruntime/OrtEnvironment.class";
    // the streaming core only: the server binds no objects
    private static final String JACKSON = "tools/jackson/core/json/JsonFactory.class";

    private ServerClasses() {}

    /// Our own classes and ONNX Runtime's below `classes/`, the other jars as they are below `lib/`.
    static void into(FilesContext context, String folder) throws IOException {
        copy(context, home(MAIN), folder + "/classes/", name -> OURS.stream().anyMatch(name::startsWith));
        // its natives, for seven platforms, are most of that jar: ours come beside it
        copy(context, home(ONNX), folder + "/classes/", name -> name.equals("META-INF/LICENSE")
                || (name.startsWith("ai/onnxruntime/") && name.endsWith(".class")));
        Path jackson = home(JACKSON);
        context.file(folder + "/lib/" + jackson.getFileName(), jackson);
    }

    /// The folder or jar that holds the resource `name`.
    private static Path home(String name) {
        URL url = ServerClasses.class.getClassLoader().getResource(name);
        if (url == null) throw StudioException.of("build.class-missing", name);
        try {
            String text = url.toString();
            if (!text.startsWith("jar:")) {
                String root = text.substring(0, text.length() - name.length());
                return Path.of(new URI(root));
            }
            return Path.of(new URI(text.substring("jar:".length(), text.indexOf("!/"))));
        } catch (URISyntaxException e) {
            throw new StudioException(Problem.of("build.class-missing", name), e);
        }
    }

    private static void copy(FilesContext context, Path home, String to, Predicate<String> wanted)
            throws IOException {
        if (Files.isDirectory(home)) {
            try (Stream<Path> all = Files.walk(home)) {
                for (Path each : all.filter(Files::isRegularFile).sorted().toList()) {
                    String name = home.relativize(each).toString().replace(File.separatorChar, '/');
                    if (wanted.test(name)) add(context, to + name, Files.size(each), () -> Files.newInputStream(each));
                }
            }
            return;
        }
        try (var jar = new ZipFile(home.toFile())) {
            List<? extends ZipEntry> entries = jar.stream().filter(entry -> !entry.isDirectory())
                    .sorted(Comparator.comparing(ZipEntry::getName)).toList();
            for (ZipEntry each : entries) {
                if (!wanted.test(each.getName())) continue;
                byte[] bytes = jar.getInputStream(each).readAllBytes();
                add(context, to + each.getName(), bytes.length, () -> new ByteArrayInputStream(bytes));
            }
        }
    }

    /// The same entry whether it came from a folder or a jar.
    private static void add(FilesContext context, String name, long size, ContextEntry.Content content) {
        context.add(new ContextEntry(name, 0644, size, 0, null, content));
    }
}
