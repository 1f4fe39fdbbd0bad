package slipway.requests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.store.AtomicFiles;

/// A workspace's variables by environment, in the two files that IntelliJ reads: `requests/http-client.env.json`, and
/// `http-client.private.env.json` for secrets, which only its owner may read and git does not see. Blocking; any
/// thread.
public final class Environments {
    /// The environment that a workspace begins with; `$shared` holds for all.
    public static final String FIRST = "local";
    public static final String SHARED = "$shared";
    static final String OPEN = "http-client.env.json";
    static final String SECRET = "http-client.private.env.json";
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path folder;
    private final Path choice;

    public Environments(Path workspace) {
        folder = workspace.resolve("requests");
        choice = workspace.resolve(".slipway").resolve("requests-environment");
    }

    /// One variable as a person edits it.
    public record Entry(String name, String value, boolean secret) {
        @Override
        public String toString() {
            return name + (secret ? " (secret)" : "=" + value);
        }
    }

    /// The environments that stand in either file, [#FIRST] where there is none.
    public List<String> names() {
        var names = new TreeSet<String>();
        names.addAll(read(OPEN).propertyNames());
        names.addAll(read(SECRET).propertyNames());
        names.remove(SHARED);
        return names.isEmpty() ? List.of(FIRST) : List.copyOf(names);
    }

    /// The one whose variables hold: as chosen on this machine, else the first.
    public String chosen() {
        List<String> names = names();
        try {
            String kept = Files.exists(choice) ? Files.readString(choice).strip() : "";
            return names.contains(kept) ? kept : names.getFirst();
        } catch (IOException e) {
            throw new StudioException(Problem.of("requestedit.environment", choice), e);
        }
    }

    /// From now on, and after the next start.
    public void choose(String environment) {
        AtomicFiles.write(choice, environment + "\n");
    }

    /// Of `environment` alone, open ones first. What other tools keep there as objects (how to sign in) is no variable.
    public List<Entry> entries(String environment) {
        var entries = new ArrayList<Entry>();
        for (String file : List.of(OPEN, SECRET)) {
            read(file).path(environment).properties().forEach(each -> {
                JsonNode value = each.getValue();
                if (!value.isContainer()) entries.add(new Entry(each.getKey(), text(value), file.equals(SECRET)));
            });
        }
        return List.copyOf(entries);
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "" : value.asString();
    }

    /// What holds under `environment`: its own over the shared ones, secrets over open ones.
    public Variables variables(String environment) {
        Variables all = Variables.NONE;
        for (String name : List.of(SHARED, environment)) {
            var open = new LinkedHashMap<String, String>();
            var secret = new LinkedHashMap<String, String>();
            entries(name).forEach(each -> (each.secret() ? secret : open).put(each.name(), each.value()));
            all = all.with(open, Set.of()).with(secret, secret.keySet());
        }
        return all;
    }

    /// Replaces the variables of `environment`; other environments stay as they are.
    public void save(String environment, List<Entry> entries) {
        ObjectNode open = read(OPEN);
        ObjectNode secret = read(SECRET);
        put(open, environment, entries.stream().filter(each -> !each.secret()).toList());
        put(secret, environment, entries.stream().filter(Entry::secret).toList());
        if (!secret.isEmpty()) hide();
        write(OPEN, open);
        write(SECRET, secret);
    }

    /// Adds to `environment`, over what has the same name; answers the names that are new.
    public Set<String> add(String environment, Map<String, String> open, Map<String, String> secret) {
        if (open.isEmpty() && secret.isEmpty()) return Set.of();
        var all = new LinkedHashMap<String, Entry>();
        entries(environment).forEach(each -> all.put(each.name(), each));
        open.forEach((name, value) -> all.put(name, new Entry(name, value, false)));
        secret.forEach((name, value) -> all.put(name, new Entry(name, value, true)));
        var added = new TreeSet<>(all.keySet());
        entries(environment).forEach(each -> added.remove(each.name()));
        save(environment, List.copyOf(all.values()));
        return added;
    }

    /// Takes `names` out of `environment`.
    public void remove(String environment, Set<String> names) {
        save(environment, entries(environment).stream().filter(each -> !names.contains(each.name())).toList());
    }

    /// What is no variable stays, and a number that nobody changed stays a number.
    private static void put(ObjectNode file, String environment, List<Entry> entries) {
        JsonNode before = file.path(environment);
        ObjectNode own = JSON.createObjectNode();
        before.properties().stream().filter(each -> each.getValue().isContainer()).forEach(each -> own.set(
                each.getKey(), each.getValue()));
        for (Entry each : entries) {
            JsonNode old = before.path(each.name());
            if (old.isValueNode() && text(old).equals(each.value())) own.set(each.name(), old);
            else
                own.put(each.name(), each.value());
        }
        if (own.isEmpty()) file.remove(environment);
        else
            file.set(environment, own);
    }

    private void write(String name, ObjectNode content) {
        Path file = folder.resolve(name);
        if (content.isEmpty() && !Files.exists(file)) return;
        AtomicFiles.write(file, JSON.writeValueAsString(content) + "\n");
    }

    /// Makes the private file before anything stands in it, for its owner alone, and has git pass it over.
    private void hide() {
        Path file = folder.resolve(SECRET);
        Path ignore = folder.resolve(".gitignore");
        try {
            Files.createDirectories(folder);
            try {
                Files.createFile(file);
            } catch (FileAlreadyExistsException e) {
                // there already: only its permissions are looked after
            }
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            String ignored = Files.exists(ignore) ? Files.readString(ignore) : "";
            if (ignored.lines().noneMatch(SECRET::equals)) {
                String end = ignored.isEmpty() || ignored.endsWith("\n") ? "" : "\n";
                AtomicFiles.write(ignore, ignored + end + SECRET + "\n");
            }
        } catch (IOException e) {
            throw new StudioException(Problem.of("requestedit.environment", file), e);
        }
    }

    private ObjectNode read(String name) {
        Path file = folder.resolve(name);
        try {
            String text = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
            if (text.isBlank()) return JSON.createObjectNode();
            JsonNode root = JSON.readTree(text);
            if (root instanceof ObjectNode object) return object;
        } catch (IOException | JacksonException e) {
            throw new StudioException(Problem.of("requestedit.environment", file), e);
        }
        throw StudioException.of("requestedit.environment", file);
    }
}
