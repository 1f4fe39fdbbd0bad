package slipway.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.json.JsonMapper;

import slipway.engine.ContextEntry;

/// A tree of files, rules for it, and what docker's own command line left out of an image by each.
final class IgnoreCases {
    private static final List<String> FILES = List.of("a.txt", "abs.txt", "b.log", ".hidden", ".env", "README.md",
            "README-secret.md", "Makefile", "sp ace.txt", "#hash", "!bang", "bracket[1].txt", "bracket1.txt",
            "back\\slash.txt", "ünï.txt", "UPPER.TXT", "xfoo", "foo", "src/main.py", "src/test/main_test.py",
            "src/test/data/x.csv", "src/.cache/y", "node_modules/m/index.js", "app/node_modules/n/index.js",
            "app/node_modules/keep.txt", "docs/a.md", "docs/deep/b.md", "docs/deep/er/c.md", "docs/foo",
            "dir/only.txt", "sub/Dockerfile", "sub/.dockerignore", "a+b(c).txt");

    private IgnoreCases() {}

    /// @param since the first docker whose command line does so
    record Case(String rules, Set<String> leftOut, int since) {
        @Override
        public String toString() {
            return rules.replace("\n", "⏎");
        }
    }

    static Stream<Case> all() {
        try (var in = IgnoreCases.class.getResourceAsStream("/build/dockerignore.jsonl")) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).lines()
                    .map(line -> JsonMapper.shared().readTree(line)).map(
                            row -> new Case(row.get("rules").asString(),
                                    row.get("leftOut").valueStream().map(each -> each.asString())
                                            .collect(Collectors.toSet()),
                                    row.path("since").asInt(0)))
                    .toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void plant(Path root) throws IOException {
        for (String file : FILES) {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file);
        }
        Files.writeString(root.resolve("Dockerfile"), "FROM scratch\nCOPY . /ctx/\n");
        Files.writeString(root.resolve(".dockerignore"), "");
        Files.createDirectories(root.resolve("empty"));
        Files.createDirectories(root.resolve("loop"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("a.txt"));
        Files.createSymbolicLink(root.resolve("linkdir"), Path.of("docs"));
        Files.createSymbolicLink(root.resolve("loop/self"), Path.of(".."));
    }

    /// What our context leaves out of an image; the engine itself takes out what the rules say of Dockerfile and
    /// `.dockerignore`, which are sent always.
    static Set<String> leftOutByUs(Path root) throws IOException {
        var rules = DockerIgnore.parse(Files.readString(root.resolve(".dockerignore")));
        var there = new TreeSet<String>();
        for (ContextEntry entry : FolderContext.of(root, "Dockerfile").entries()) {
            boolean taken = Set.of("Dockerfile", ".dockerignore").contains(entry.name()) && rules.matches(entry.name());
            for (Path path = Path.of(entry.name()); path != null && !taken; path = path.getParent()) {
                there.add(path.toString());
            }
        }
        Set<String> all = paths(root);
        all.removeAll(there);
        return all;
    }

    static Set<String> paths(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(each -> !each.equals(root) && Files.exists(each, LinkOption.NOFOLLOW_LINKS))
                    .map(each -> root.relativize(each).toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
