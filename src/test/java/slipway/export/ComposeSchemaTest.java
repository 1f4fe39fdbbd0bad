package slipway.export;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/// Exported compose files are what the published schema of the Compose Specification says.
class ComposeSchemaTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static List<String> faults(String text) throws IOException {
        JsonNode schema = JSON.readTree(Files.readString(ExportSamples.BASE.resolve(
                "src/test/resources/schemas/compose-spec.json")));
        plain(schema);
        Schema read = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09).getSchema(schema);
        ObjectNode tree = JSON.valueToTree(new Load(LoadSettings.builder().setSchema(new CoreSchema()).build())
                .loadFromString(text));
        // a word of the specification that is younger than this schema
        tree.remove("name");
        return read.validate(tree).stream().map(each -> each.getInstanceLocation() + " "
                + each.getMessage()).toList();
    }

    /// The names that the file gives its parts are of an older draft than the one it says, and nothing refers to them.
    private static void plain(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("id").isString()) object.remove("id");
        schema.forEach(ComposeSchemaTest::plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iris", "digits", "diabetes", "everything"})
    void everyComposeFileFits(String name) throws IOException {
        ExportSource source = name.equals("everything") ? ExportSamples.everything() : ExportSamples.sample(name);
        for (var each : Map.of("compose", "compose.yaml", "swarm", "stack.yaml").entrySet()) {
            Exported exported = ExportTargets.byId(each.getKey()).orElseThrow().export(source);
            assertEquals(List.of(), faults(ExportSamples.file(exported, each.getValue())), each.getKey());
        }
    }

    @Test
    void aFaultIsFound() throws IOException {
        assertFalse(faults("services: {a: {image: b, comand: c}}\n").isEmpty());
        assertFalse(faults("services: {a: {image: b, healthcheck: {retries: many}}}\n").isEmpty());
    }
}
