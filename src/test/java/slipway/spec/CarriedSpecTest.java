package slipway.spec;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;

class CarriedSpecTest {
    @TempDir
    Path folder;

    private CarriedSpec carried(String text) {
        Path file = folder.resolve("blue.yml");
        return CarriedSpec.of(file, text, SpecEdits.deployment(file, text, "iris"), null);
    }

    @Test
    void secretsOnCommandLinesGetAPlaceholderAndAreNamed() {
        CarriedSpec carried = carried("""
                name: blue
                model: {path: m}
                environment_variables: {MAX_TOKENS: "20", DB_PASS: hunter2}
                x-slipway:
                  # as the vendor says
                  entrypoint: [serve]
                  cmd: [serve, --token, s3cr3t-value, --api-key=abc123456, --threads, "4"]
                """);
        assertEquals(List.of("DB_PASS", "x-slipway.cmd"), carried.secrets());
        assertEquals("""
                name: blue
                model: {path: m}
                environment_variables: {MAX_TOKENS: "20"}
                x-slipway:
                  # as the vendor says
                  entrypoint: [serve]
                  cmd: ["serve", "--token", "<secret>", "--api-key=<secret>", "--threads", "4"]
                """, carried.text());
        assertEquals(new CarriedSpec(carried.text(), List.of()), carried(carried.text()));
    }

    @Test
    void secretsInDescriptionsTagsAndPropertiesGetAPlaceholder() {
        CarriedSpec carried = carried("""
                name: blue
                description: |
                  call it with Bearer abcdef.123
                tags: {owner: ann, api_key: abc, db_password: "hunter2 token=x"}
                model: {path: m, tags: {source: "https://ann:pw@host/m"}}
                properties:
                  deep:
                    token: abc # old
                  keys: [a, "password=abc"]
                instance_count: 1
                """);
        assertEquals(
                List.of("description", "tags.api_key", "tags.db_password", "properties.deep.token", "properties.keys",
                        "model.tags.source"),
                carried.secrets());
        assertEquals("""
                name: blue
                description: "call it with Bearer <secret>\\n"
                tags: {owner: ann, api_key: "<secret>", db_password: "<secret>"}
                model: {path: m, tags: {source: "https://<secret>@host/m"}}
                properties:
                  deep:
                    token: "<secret>" # old
                  keys: "<secret>"
                instance_count: 1
                """, carried.text());
    }
}
