package slipway.catalog.fix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.catalog.Catalog;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Covers({"A055", "A148", "A157"})
class RequirementEditTest {
    private static final String PIP = "# what it needs\nmlflow==2.9.2\nnumpy>=1.24  # any\n\n# last\nscikit-learn==1.2.1";
    private static final String CONDA = """
            channels: [conda-forge]
            dependencies:
            - python=3.10.4 # as trained
            - openblas=0.3.21
            - pip<=23
            - pip:
              - mlflow==2.9.2
              # any
              - "numpy>=1.24" # really
              - scikit-learn==1.2.1
            name: env # at the end
            """;

    @TempDir
    private Path root;
    private Path model = Path.of("");

    @BeforeEach
    void write() throws IOException {
        model = Files.createDirectories(root.resolve("m"));
        Files.writeString(model.resolve("MLmodel"), "flavors: {python_function: {python_version: 3.10.4}}\n");
        Files.writeString(model.resolve("requirements.txt"), PIP);
        Files.writeString(model.resolve("conda.yaml"), CONDA);
        Files.writeString(model.resolve("python_env.yaml"),
                "python: 3.10.4\nbuild_dependencies: [pip]\ndependencies:\n- -r requirements.txt\n");
    }

    @Test
    void addsToBothAndTakesBack() throws IOException {
        Fix fix = edit().add(" pandas == 2.1.0 ");
        assertEquals(PIP, text("requirements.txt"), "looked at only");
        assertTrue(fix.diff().contains("+pandas==2.1.0"), fix.diff());
        Applied applied = fix.apply();
        assertEquals(PIP + "\npandas==2.1.0\n", text("requirements.txt"));
        assertEquals(CONDA.replace("scikit-learn==1.2.1\n", "scikit-learn==1.2.1\n  - pandas==2.1.0\n"),
                text("conda.yaml"));
        applied.undo();
        assertEquals(PIP, text("requirements.txt"));
        assertEquals(CONDA, text("conda.yaml"));
    }

    @Test
    void changesBothInPlace() throws IOException {
        edit().change("NumPy", "numpy==1.26.4").apply();
        assertEquals(PIP.replace("numpy>=1.24", "numpy==1.26.4"), text("requirements.txt"));
        assertEquals(CONDA.replace("\"numpy>=1.24\"", "numpy==1.26.4"), text("conda.yaml"));
    }

    @Test
    void removesFromBoth() throws IOException {
        edit().remove("numpy").apply();
        assertEquals(PIP.replace("numpy>=1.24  # any\n", ""), text("requirements.txt"));
        assertEquals(CONDA.replace("  - \"numpy>=1.24\" # really\n", ""), text("conda.yaml"));
    }

    @Test
    void theLastOfThePipSectionTakesTheSectionAlong() throws IOException {
        for (String name : List.of("numpy", "mlflow", "scikit-learn"))
            edit().remove(name).apply();
        assertEquals("# what it needs\n\n# last", text("requirements.txt").stripTrailing());
        assertFalse(text("conda.yaml").contains("pip:"), text("conda.yaml"));
        assertTrue(text("conda.yaml").contains("- pip<=23\n") && text("conda.yaml").contains("name: env # at the end"));
        edit().add("numpy").apply();
        assertEquals(List.of("numpy"), CondaFile.pip(text("conda.yaml")));
        assertTrue(text("requirements.txt").endsWith("\nnumpy\n"), text("requirements.txt"));
    }

    @Test
    void aPipSectionThatRefersToTheFileIsLeftAlone() throws IOException {
        String refers = "dependencies:\n- python=3.10\n- pip:\n  - -r requirements.txt\n";
        Files.writeString(model.resolve("conda.yaml"), refers);
        edit().add("pandas").apply();
        assertEquals(refers, text("conda.yaml"));
    }

    @Test
    void windowsLineEndsStay() throws IOException {
        Files.writeString(model.resolve("requirements.txt"), PIP.replace("\n", "\r\n"));
        Files.writeString(model.resolve("conda.yaml"), CONDA.replace("\n", "\r\n"));
        edit().change("numpy", "numpy==1.26.4").apply();
        edit().add("pandas").apply();
        for (String file : List.of("requirements.txt", "conda.yaml"))
            assertFalse(text(file).replace("\r\n", "").contains("\n"), file);
        assertEquals("pandas", CondaFile.pip(text("conda.yaml")).getLast());
    }

    @Test
    void withoutAnyFileOneIsMade() throws IOException {
        for (String file : List.of("requirements.txt", "conda.yaml", "python_env.yaml"))
            Files.delete(model.resolve(file));
        Applied applied = edit().add("numpy==1.26.4").apply();
        assertEquals("numpy==1.26.4\n", text("requirements.txt"));
        applied.undo();
        assertFalse(Files.exists(model.resolve("requirements.txt")));
    }

    @Test
    void saysWhyNot() throws IOException {
        assertEquals("catalog.requirement-there", code(() -> edit().add("Numpy==1")));
        assertEquals("catalog.requirement-there", code(() -> edit().change("numpy", "mlflow==1")));
        assertEquals("catalog.requirement-same", code(() -> edit().change("numpy>", "pandas")));
        assertEquals("catalog.requirement-same", code(() -> edit().remove("pandas")));
        assertEquals("catalog.requirement-version", code(() -> edit().add("pandas=1")));
        Files.writeString(model.resolve("requirements.txt"), "numpy==1.2 \\\n    --hash=sha256:ab\n");
        assertEquals("catalog.requirement-hashes", code(() -> edit().change("numpy", "numpy==1.3")));
        Files.writeString(model.resolve("requirements.txt"), "numpy==1.2\n");
        Files.writeString(model.resolve("conda.yaml"), "dependencies: {a: b}\n");
        assertEquals("catalog.conda-not-editable", code(() -> edit().add("pandas")));
    }

    @Test
    void listsWhatIsStatedWhere() throws IOException {
        Dependencies all = Dependencies.of(Catalog.read(model));
        assertEquals(Set.of("3.10.4"), all.pythons().keySet());
        assertEquals(Set.of("MLmodel", "conda.yaml", "python_env.yaml"), all.pythons().get("3.10.4"));
        assertEquals(Set.of("conda-forge"), all.channels().keySet());
        Dependencies.Entry numpy = entry(all, "numpy");
        assertEquals(Set.of("conda.yaml", "requirements.txt"), numpy.files());
        assertFalse(numpy.pinned());
        assertTrue(entry(all, "scikit-learn").pinned());
        assertFalse(entry(all, "openblas").editable(), "conda's own");
        assertEquals("0.3.21", entry(all, "openblas").versions());
    }

    private static Dependencies.Entry entry(Dependencies all, String name) {
        return all.requirements().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    private static String code(Runnable asked) {
        return assertThrows(StudioException.class, asked::run).problem().code();
    }

    private RequirementEdit edit() {
        return new RequirementEdit(Catalog.read(model));
    }

    private String text(String file) throws IOException {
        return Files.readString(model.resolve(file));
    }
}
