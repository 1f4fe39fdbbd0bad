package slipway.requests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.requests.Environments.Entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ShelfTest {
    private static final String WRITTEN = """
            @n = 1
            # by hand

            ### one
            # why this one
            # @expect status 200
            POST {{endpoint}}/score
            Content-Type: application/json

            {"n": {{n}}}

            > {% client.test("ok", function() {}) %}

            ###   two
            GET {{endpoint}}/health
            """;
    @TempDir
    Path root;

    @Test
    void aChangeTouchesOnlyItsOwnExample() throws Exception {
        Path file = saved();
        var shelf = new Shelf(root);
        HttpFile read = Objects.requireNonNull(shelf.all("iris").getFirst().content());
        assertEquals(List.of(new Expectation(Expectation.Kind.STATUS, "", "=", "200")), read.expectations().getFirst());
        assertEquals("{\"n\": {{n}}}", read.drafts().getFirst().body());
        Draft old = read.drafts().getFirst();
        var next = new Draft("uno", "POST", old.url(), old.headers(), "{}");
        var change = shelf.write(new Shelf.Place(file, 0), next,
                List.of(Expectation.parse("latency 50 ms").orElseThrow()));
        String text = Files.readString(file);
        assertEquals(WRITTEN.replace("### one", "### uno").replace("# @expect status 200", "# @expect latency 50 ms")
                .replace("{\"n\": {{n}}}", "{}"), text);
        change.undo().run();
        assertEquals(WRITTEN, Files.readString(file));
    }

    @Test
    void examplesAreAddedAndDeletedWithAWayBack() throws Exception {
        Path file = saved();
        var shelf = new Shelf(root);
        var third = new Draft("three", "GET", "http://a/", Map.of(), "");
        assertEquals(2, shelf.add(file, third, List.of()).place().index());
        assertEquals(List.of("one", "two", "three"), names(shelf));
        var gone = shelf.delete(new Shelf.Place(file, 1));
        assertEquals(List.of("one", "three"), names(shelf));
        gone.undo().run();
        assertEquals(List.of("one", "two", "three"), names(shelf));
        assertTrue(Files.readString(file).startsWith("@n = 1\n# by hand\n"));
        shelf.delete(new Shelf.Place(file, 0));
        shelf.delete(new Shelf.Place(file, 0));
        var last = shelf.delete(new Shelf.Place(file, 0));
        assertFalse(Files.exists(file));
        last.undo().run();
        assertEquals(List.of("three"), names(shelf));
    }

    @Test
    void requestsAreRenamedToAFreeName() throws Exception {
        Path file = saved();
        var shelf = new Shelf(root);
        var made = shelf.create("iris", "Two flowers / ñ", HttpFile.parse(WRITTEN));
        assertEquals("Two-flowers-ñ.http", made.place().file().getFileName().toString());
        var renamed = shelf.rename(file, "iris", "Two flowers ñ");
        assertEquals("Two-flowers-ñ-2.http", renamed.place().file().getFileName().toString());
        renamed.undo().run();
        assertTrue(Files.exists(file));
        Files.writeString(root.resolve("requests/iris/bad.http"), "POST a\nnonsense here\n");
        assertEquals("requests.http-line", Objects.requireNonNull(shelf.all("iris").stream().filter(each -> each.name()
                .equals("bad")).findFirst().orElseThrow().problem()).code());
    }

    @Test
    void secretsStandOnlyInAFileOfTheirOwner() throws Exception {
        var environments = new Environments(root);
        environments.save("local", List.of(new Entry("host", "h", false), new Entry("token", "s3cret-1", true)));
        environments.save("$shared", List.of(new Entry("host", "shared", false), new Entry("n", "3", false)));
        Path open = root.resolve("requests/http-client.env.json");
        Path secret = root.resolve("requests/http-client.private.env.json");
        assertFalse(Files.readString(open).contains("s3cret-1"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
        assertTrue(Files.readString(root.resolve("requests/.gitignore")).contains("http-client.private.env.json"));
        Variables all = environments.variables("local");
        assertEquals("h 3 s3cret-1", all.fill("{{host}} {{n}} {{ token }}"));
        assertEquals(Set.of("token"), all.secrets());
        assertEquals("h {{token}}", all.open().fill("{{host}} {{token}}"));
        assertFalse(all.toString().contains("s3cret-1"));
        environments.save("local", List.of());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
        assertEquals("shared", environments.variables("local").values().get("host"));
    }

    @Test
    void whatNothingStandsForIsTold() {
        var variables = new Variables(Map.of("a", "{{b}}", "b", "{{a}}", "host", "h"), Set.of());
        var filled = variables.fill(new Draft("n", "POST", "http://{{host}}/{{none}}", Map.of("X", "{{also}}"),
                "{{template}} {{$uuid}}"));
        assertEquals("http://h/{{none}}", filled.draft().url());
        assertEquals(Set.of("none", "also"), filled.missing());
        assertEquals(Set.of("template"), filled.leftOver());
        assertEquals(Set.of("a"), Variables.uses(variables.fill("{{a}}")));
    }

    private Path saved() throws Exception {
        Path folder = Files.createDirectories(root.resolve("requests/iris"));
        return Files.writeString(folder.resolve("flowers.http"), WRITTEN);
    }

    private static List<String> names(Shelf shelf) {
        return Objects.requireNonNull(shelf.all("iris").getFirst().content()).drafts().stream().map(Draft::name)
                .toList();
    }
}
