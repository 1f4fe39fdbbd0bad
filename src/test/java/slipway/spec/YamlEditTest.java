package slipway.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class YamlEditTest {
    private static final Path FILE = Path.of("endpoint.yml");

    @Test
    void everyWayToWriteTrafficIsEditedInPlace() {
        change("name: iris\ntraffic: {blue: 90, green: 10} # c\n", "name: iris\ntraffic: {blue: 80, green: 20} # c\n");
        change("name: iris\ntraffic:\n- x\n", "name: iris\ntraffic: {blue: 80, green: 20}\n", "- x");
        change("name: iris", "name: iris\ntraffic:\n  blue: 80\n  green: 20\n");
        change("{name: iris}\n", "{name: iris, traffic: {blue: 80, green: 20}}\n");
        change("---\nname: iris\n...\n", "---\nname: iris\ntraffic:\n  blue: 80\n  green: 20\n...\n");
        change("traffic:\nname: iris\n", "traffic: {blue: 80, green: 20}\nname: iris\n");
        change("name: iris\ntraffic: # later\n    blue: 100 # b",
                "name: iris\ntraffic: # later\n    blue: 80 # b\n    green: 20\n");
        change("traffic:\n  # first\n  old: 1\n  blue: 99\n# end\nname: iris\n",
                "traffic:\n  # first\n  blue: 80\n  green: 20\n# end\nname: iris\n");
        change("x: &t {blue: 100}\ntraffic: *t\nname: iris\n",
                "x: &t {blue: 100}\ntraffic: {blue: 80, green: 20}\nname: iris\n");
        change("\uFEFFname: iris # ünï😀\r\ntraffic:\r\n  blue: 90\r\n  green: 10\r\n",
                "\uFEFFname: iris # ünï😀\r\ntraffic:\r\n  blue: 80\r\n  green: 20\r\n");
        assertEquals("a: 1\ntraffic: {}\nb: 2\n", YamlEdit.setMap(FILE, "a: 1\ntraffic:\n  blue: 1\nb: 2\n", "traffic",
                Map.of()));
        assertEquals("description: |\n  traffic: no\n\nauth_mode: \"key\"\nname: x\n", YamlEdit.setScalar(FILE,
                "description: |\n  traffic: no\n\nauth_mode: \"none\"\nname: x\n", "auth_mode", "key")
                .replace("auth_mode: key", "auth_mode: \"key\""));
    }

    /// Files put together at random from parts that people write: only lines of `traffic:` may change.
    @Test
    void randomFilesKeepEveryOtherLine() {
        var random = new Random(7);
        List<String> parts = List.of("# a comment: with colon\n",
                "description: >-\n  folded text\n  blue: 90 in text\n",
                "tags:\n    team: \"a # b\"   # why\n    'quoted key': 'it''s'\n", "\n\n",
                "properties: {a: [1, 2], \"b\": {c: d}}  # flow\n", "unknown_key:\n- blue: 90\n- green: 10\n",
                "auth_mode:   key\n", "compute: &c azureml:x\nidentity: *c\n", "x-note: |+\n  kept\n\n", "# 😀 end\n");
        for (int round = 0; round < 500; round++) {
            var before = new ArrayList<>(parts);
            java.util.Collections.shuffle(before, random);
            var chosen = new ArrayList<>(before.subList(0, random.nextInt(parts.size())));
            chosen.add(random.nextInt(chosen.size() + 1), "name: iris\n");
            int blue = random.nextInt(101);
            chosen.add(random.nextInt(chosen.size() + 1), random.nextBoolean()
                    ? "traffic:   # live\n  blue: 90 # b\n\n  # between\n  green:  10\n"
                    : "traffic: {  blue: 90,green: 10 }   # live\n");
            String text = String.join("", chosen);
            if (random.nextBoolean()) text = text.replace("\n", "\r\n");
            if (random.nextInt(4) == 0) text = text.stripTrailing();
            String after = YamlEdit.setMap(FILE, text, "traffic", Map.of("blue", blue, "green", 100 - blue));
            check(text, after, blue);
        }
    }

    private static void check(String before, String after, int blue) {
        String[] old = before.split("\n", -1);
        String[] now = after.split("\n", -1);
        assertEquals(old.length, now.length, after);
        boolean within = false;
        for (int i = 0; i < old.length; i++) {
            within = old[i].startsWith("traffic:") || (within && (old[i].isBlank() || old[i].startsWith(" ")));
            if (!within) assertEquals(old[i], now[i]);
            else
                assertEquals(old[i].replaceAll("\\d+", ""), now[i].replaceAll("\\d+", ""));
        }
        var problems = new SpecProblems(FILE);
        EndpointSpec spec = FolderReader.candidate(FILE, after, Set.of("blue", "green"), problems);
        // a compute makes it a Kubernetes endpoint, which is no problem without a mirror
        assertTrue(problems.good(), () -> problems.errors() + after);
        assertNotNull(spec);
        assertEquals(Map.of("blue", blue, "green", 100 - blue), spec.traffic());
    }

    private static void change(String before, String after, String... gone) {
        var wanted = new java.util.LinkedHashMap<String, Integer>();
        wanted.put("blue", 80);
        wanted.put("green", 20);
        String text = YamlEdit.setMap(FILE, before, "traffic", wanted);
        if (gone.length > 0) text = text.replace("traffic:\n{", "traffic: {");
        assertEquals(after, text);
    }

    @Test
    void aScalarUnderABlockIsPutWhereItBelongsAndNothingElseMoves() {
        Path file = Path.of("blue.yml");
        String block = """
                name: blue
                x-slipway:   # ours
                  contract: mlflow # kept
                  port: 5000
                # end
                """;
        assertEquals(block.replace("  contract", "  image_digest: sha256:ab\n  contract"),
                YamlEdit.setScalarIn(file, block, "x-slipway", "image_digest", "sha256:ab"));
        assertEquals("x-slipway: {contract: mlflow, image_digest: sha256:ab} # c\n", YamlEdit.setScalarIn(file,
                "x-slipway: {contract: mlflow} # c\n", "x-slipway", "image_digest", "sha256:ab"));
        assertEquals("x-slipway:\n  image_digest: sha256:cd # was ab\n", YamlEdit.setScalarIn(file,
                "x-slipway:\n  image_digest: sha256:ab # was ab\n", "x-slipway", "image_digest", "sha256:cd"));
        assertEquals("name: blue\nx-slipway: {image_digest: sha256:ab}\n",
                YamlEdit.setScalarIn(file, "name: blue\n", "x-slipway", "image_digest", "sha256:ab"));
    }
}
