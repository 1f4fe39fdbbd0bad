package slipway.ui;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import javafx.css.CssParser;
import javafx.css.ParsedValue;
import javafx.css.Stylesheet;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/// The installed program has its style sheets in JavaFX's binary form, which must say what their text says.
class BinarySheetsTest {
    private static final Path OURS = Path.of("ui-resources/css");

    @TempDir
    private Path folder;

    @Test
    void theThemesSayTheSame() throws IOException {
        for (String name : List.of("primer-light", "primer-dark")) {
            URL theme = Objects.requireNonNull(getClass().getResource("/atlantafx/base/theme/" + name + ".css"));
            Path copy = folder.resolve(name + ".css");
            try (InputStream in = theme.openStream()) {
                Files.copy(in, copy);
            }
            same(copy);
        }
    }

    @Test
    void ourSheetsSayTheSameAndPointNowhere() throws IOException {
        var all = new ArrayList<Path>();
        try (Stream<Path> files = Files.list(OURS)) {
            files.forEach(all::add);
        }
        assertFalse(all.isEmpty());
        for (Path each : all) {
            same(Files.copy(each, folder.resolve(String.valueOf(each.getFileName()))));
            // a relative address would be another one beside the binary form
            assertFalse(Files.readString(each).contains("url("), each.toString());
        }
    }

    private void same(Path text) throws IOException {
        Path binary = folder.resolve("sheet.bss");
        Stylesheet.convertToBinary(text.toFile(), binary.toFile());
        List<String> read = rules(new CssParser().parse(text.toUri().toURL()));
        assertFalse(read.isEmpty(), text.toString());
        List<String> same = rules(Objects.requireNonNull(Stylesheet.loadBinary(binary.toUri().toURL())));
        assertEquals(read.size(), same.size(), text.toString());
        for (int i = 0; i < read.size(); i++)
            assertEquals(read.get(i), same.get(i), text.toString());
    }

    private static List<String> rules(Stylesheet sheet) {
        return sheet.getRules().stream().map(rule -> rule.getSelectors() + " " + rule.getDeclarations().stream().map(
                each -> each.getProperty() + ": " + said(each.getParsedValue()) + " " + each.isImportant()).toList())
                .toList();
    }

    /// A value with all its parts; as text, JavaFX prints some arrays by their type only.
    private static String said(@Nullable Object value) {
        return switch (value) {
            case ParsedValue<?, ?> parsed -> said(parsed.getValue()) + " by " + String.valueOf(parsed
                    .getConverter()).replaceFirst("@.*", "");
            case Object[] parts -> Arrays.stream(parts).map(BinarySheetsTest::said).toList().toString();
            // beside an address in a sheet stands where the sheet was; those in the themes are whole in themselves
            case null, default -> String.valueOf(value).replaceFirst("^file:.*", "");
        };
    }
}
