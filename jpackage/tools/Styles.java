import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

import javafx.css.Stylesheet;

/// Keeps the style sheets in JavaFX's binary form in the program's jar, where JavaFX looks for it before it reads a
/// sheet as text: `java --module-path JAVAFX --add-modules javafx.graphics Styles.java JAR THEMES`, where THEMES is the
/// jar of the theme. Reading the theme as text takes 0.1 seconds of every start, so half of that is saved.
final class Styles {
    private Styles() {}

    public static void main(String[] args) throws IOException {
        try (var program = FileSystems.newFileSystem(Path.of(args[0]));
                var themes = FileSystems.newFileSystem(Path.of(args[1]))) {
            Path root = program.getPath("/");
            List<Path> sheets;
            try (Stream<Path> own = Files.list(root.resolve("css"))) {
                sheets = own.filter(each -> each.toString().endsWith(".css")).toList();
            }
            for (Path each : sheets) binary(each, root);
            for (String name : List.of("primer-light.css", "primer-dark.css"))
                binary(themes.getPath("/atlantafx/base/theme", name), root);
        }
    }

    private static void binary(Path sheet, Path root) throws IOException {
        File text = File.createTempFile("sheet", ".css");
        File binary = new File(text.getPath().replace(".css", ".bss"));
        try {
            Files.copy(sheet, text.toPath(), StandardCopyOption.REPLACE_EXISTING);
            Stylesheet.convertToBinary(text, binary);
            Path to = root.resolve(sheet.toString().substring(1).replaceFirst("css$", "bss"));
            Files.createDirectories(to.getParent());
            Files.copy(binary.toPath(), to, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            text.delete();
            binary.delete();
        }
    }
}
