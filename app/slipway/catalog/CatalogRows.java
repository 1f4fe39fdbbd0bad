package slipway.catalog;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

import slipway.base.Problem;
import slipway.store.Database;

/// What scans found, in the workspace's database: a row for each folder, and one for each model that is missing. Rows
/// that cannot be read, and those that older readers wrote, are as if they were not there. Any thread.
final class CatalogRows {
    private static final List<String> TABLES = List.of(
            "CREATE TABLE catalog_folder(path TEXT PRIMARY KEY, root TEXT NOT NULL, body TEXT NOT NULL)",
            "CREATE INDEX catalog_folder_root ON catalog_folder(root)",
            "CREATE TABLE catalog_missing(path TEXT PRIMARY KEY, root TEXT NOT NULL, body TEXT NOT NULL)");
    /// Rows of one transaction, so that others get at the database in between.
    private static final int ROWS = 500;
    private static final ObjectMapper JSON = JsonMapper.builder().addModule(new SimpleModule()
            .addSerializer(Path.class, new PathText()).addDeserializer(Path.class, new TextPath())).build();

    private final Database database;

    /// A folder without those below it.
    private record Body(int edition, long stamp, long deep, boolean owner, @Nullable Model model,
            @Nullable Problem problem, List<ScannedFolder.ScannedFile> files, List<Path> inner) {
        private Body {
            files = List.copyOf(files);
            inner = List.copyOf(inner);
        }
    }

    CatalogRows(Database database) {
        this.database = database.migrate("catalog", TABLES);
    }

    /// What was last found in `root`; null where nothing is known.
    @Nullable
    ScannedFolder load(Path root) {
        var bodies = new TreeMap<Path, Body>();
        for (var row : rows("catalog_folder", root).entrySet()) {
            Body body = read(row.getValue(), Body.class);
            if (body != null && body.edition == Formats.EDITION) bodies.put(row.getKey(), body);
        }
        var children = new HashMap<Path, List<ScannedFolder>>();
        ScannedFolder top = null;
        // those below come first, and folders of one parent are in order
        for (var each : bodies.descendingMap().entrySet()) {
            Body body = each.getValue();
            Path path = each.getKey();
            List<ScannedFolder> inside = children.getOrDefault(path, List.of()).reversed();
            top = new ScannedFolder(path, body.stamp, body.deep, body.owner, body.model, body.problem, body.files,
                    inside, body.inner);
            Path parent = path.getParent();
            if (parent != null) children.computeIfAbsent(parent, made -> new ArrayList<>()).add(top);
        }
        return top != null && top.path().equals(root) ? top : null;
    }

    /// Writes what is in `after` and was not in `before`, and takes out what is not there any more.
    void save(Path root, @Nullable ScannedFolder before, ScannedFolder after) {
        var old = new HashMap<Path, ScannedFolder>();
        if (before != null) before.each(folder -> old.put(folder.path(), folder));
        var changed = new ArrayList<ScannedFolder>();
        after.each(folder -> {
            ScannedFolder own = old.remove(folder.path());
            if (own == null || !own.sameHere(folder)) changed.add(folder);
        });
        for (int from = 0; from < changed.size(); from += ROWS)
            write("catalog_folder", root, changed.subList(from, Math.min(changed.size(), from + ROWS)));
        delete("catalog_folder", old.keySet());
    }

    Map<Path, Model> missing(Path root) {
        var missing = new LinkedHashMap<Path, Model>();
        rows("catalog_missing", root).forEach((path, body) -> {
            Model model = read(body, Model.class);
            if (model != null) missing.put(path, model);
        });
        return missing;
    }

    void addMissing(Path root, Collection<Model> models) {
        insert("catalog_missing", root, models.stream().collect(Collectors.toMap(Model::path,
                JSON::writeValueAsString, (one, other) -> one)));
    }

    void deleteMissing(Collection<Path> paths) {
        delete("catalog_missing", paths);
    }

    private void write(String table, Path root, List<ScannedFolder> folders) {
        var texts = new LinkedHashMap<Path, String>();
        for (ScannedFolder folder : folders) {
            texts.put(folder.path(), JSON.writeValueAsString(new Body(Formats.EDITION, folder.stamp(), folder.deep(),
                    folder.owner(), folder.model(), folder.problem(), folder.files(), folder.inner())));
        }
        insert(table, root, texts);
    }

    private void insert(String table, Path root, Map<Path, String> texts) {
        if (texts.isEmpty()) return;
        database.with(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT OR REPLACE INTO " + table + "(path, root, body) VALUES (?, ?, ?)")) {
                for (var text : texts.entrySet()) {
                    insert.setString(1, text.getKey().toString());
                    insert.setString(2, root.toString());
                    insert.setString(3, text.getValue());
                    insert.addBatch();
                }
                return insert.executeBatch().length;
            }
        });
    }

    private void delete(String table, Collection<Path> paths) {
        if (paths.isEmpty()) return;
        database.with(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + table + " WHERE path = ?")) {
                for (Path path : paths) {
                    delete.setString(1, path.toString());
                    delete.addBatch();
                }
                return delete.executeBatch().length;
            }
        });
    }

    private Map<Path, String> rows(String table, Path root) {
        return database.with(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT path, body FROM " + table + " WHERE root = ? ORDER BY path")) {
                select.setString(1, root.toString());
                return texts(select);
            }
        });
    }

    private static Map<Path, String> texts(PreparedStatement select) throws SQLException {
        var texts = new LinkedHashMap<Path, String>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next())
                texts.put(Path.of(rows.getString(1)), rows.getString(2));
        }
        return texts;
    }

    private static <T> @Nullable T read(String body, Class<T> type) {
        try {
            return JSON.readValue(body, type);
        } catch (JacksonException | IllegalArgumentException e) {
            // read from the files again
            System.getLogger(CatalogRows.class.getName()).log(System.Logger.Level.DEBUG, "unreadable row", e);
            return null;
        }
    }

    /// As it is written; what Jackson does of itself asks the disk for each.
    private static final class PathText extends ValueSerializer<Path> {
        @Override
        public void serialize(Path path, JsonGenerator out, SerializationContext context) {
            out.writeString(path.toString());
        }
    }

    private static final class TextPath extends ValueDeserializer<Path> {
        @Override
        public Path deserialize(JsonParser in, DeserializationContext context) {
            return Path.of(in.getString());
        }
    }
}
