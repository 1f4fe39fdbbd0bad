package slipway.store;

import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class DatabaseCopyTest {
    @TempDir
    private Path folder;

    @Test
    void theCopyIsWholeAndForItsOwnerOnly() throws Exception {
        Path from = folder.resolve("a.db");
        try (Connection open = DriverManager.getConnection("jdbc:sqlite:" + from)) {
            open.createStatement().execute("CREATE TABLE t AS SELECT 7 AS n");
        }
        Path to = folder.resolve("b.db");
        Files.writeString(to, "what stood there before");
        DatabaseCopy.write(from, to);
        try (Connection open = DriverManager.getConnection("jdbc:sqlite:" + to);
                ResultSet row = open.createStatement().executeQuery("SELECT n FROM t")) {
            assertTrue(row.next());
            assertEquals(7, row.getInt(1));
        }
        FileStore store = Files.getFileStore(to);
        assumeTrue(store.supportsFileAttributeView("posix"), "no owners here");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(to)));
    }
}
