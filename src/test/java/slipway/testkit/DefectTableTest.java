package slipway.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The table of the defects names those that there are, each once.
class DefectTableTest {
    @Test
    void everyDefectIsInTheTableAndEveryRowIsADefect() throws IOException {
        String code = Sources.read("src/test/resources/defects/server.py");
        Set<String> known = new TreeSet<>();
        Pattern.compile("bad\\(([^)]*)\\)").matcher(code).results()
                .forEach(call -> Pattern.compile("\"([a-z0-9-]+)\"").matcher(call.group(1)).results()
                        .forEach(name -> known.add(name.group(1))));
        known.add("form-FORM-fails");
        known.removeIf(name -> name.equals("form-csv-fails") || name.equals("form-infer-fails"));
        try (Stream<Path> files = Files.list(DefectServer.FOLDER)) {
            files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("Dockerfile."))
                    .forEach(name -> known.add(name.substring("Dockerfile.".length())));
        }
        Set<String> listed = new TreeSet<>();
        Pattern.compile("(?m)^\\| `([A-Za-z0-9-]+)` \\|")
                .matcher(Sources.read("src/test/resources/defects/README.md")).results()
                .forEach(row -> assertTrue(listed.add(row.group(1)), () -> row.group(1) + " is listed twice"));
        assertEquals(known, listed);
    }
}
