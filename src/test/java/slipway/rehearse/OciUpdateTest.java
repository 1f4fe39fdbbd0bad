package slipway.rehearse;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import slipway.rehearse.FieldChange.Effect;
import slipway.rehearse.Lint.Severity;
import slipway.testkit.Covers;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The shallow merge of OCI's updates, by its truth table and by the example of the documents.
class OciUpdateTest {
    private static final String CURRENT = """
            {"environmentConfigurationType": "OCIR_CONTAINER", "serverPort": 5454, "healthCheckPort": 5454,
             "image": "I:1", "imageDigest": "D1", "environmentVariables": {"aa": "b", "cc": "d", "ee": "f"},
             "entrypoint": ["python", "-m", "-m"], "cmd": ["param1"]}""";

    private static UpdateOutcome rehearse(String patch) {
        return rehearse(CURRENT, patch);
    }

    private static UpdateOutcome rehearse(String current, String patch) {
        return OciUpdate.rehearse(JsonTextTest.tree(current), JsonTextTest.tree(patch));
    }

    private static FieldChange field(UpdateOutcome outcome, String name) {
        return outcome.fields().stream().filter(field -> field.field().equals(name)).findFirst().orElseThrow();
    }

    private static List<String> codes(UpdateOutcome outcome) {
        return outcome.lints().stream().map(lint -> lint.problem().code().replaceFirst(".*\\.", "")).toList();
    }

    private static String mended(String name) {
        var broken = (JsonText.Broken) JsonText.read(Sources.read("src/test/resources/rehearse/" + name));
        return Objects.requireNonNull(broken.mend()).text();
    }

    @Test
    @Covers({"A065", "A066", "A067", "A068", "A071", "A075"})
    void theDocumentsExample() {
        String current = mended("oci-current.json");
        UpdateOutcome outcome = rehearse(current, """
                {"modelDeploymentConfigurationDetails": {"environmentConfigurationDetails": {"serverPort": "2000",
                 "environmentVariables": {"x": "y"}, "entrypoint": []}}}""");
        JsonNode result = JsonTextTest.tree(outcome.result());
        JsonNode wanted = JsonTextTest.tree(mended("oci-after.json").replace("\"2000\"", "2000"));
        assertEquals(wanted, result);
        assertTrue(outcome.result().contains("\"serverPort\" : 2000"), outcome.result());
        assertEquals(Effect.REPLACED, field(outcome, "serverPort").effect());
        assertEquals(Effect.REPLACED, field(outcome, "environmentVariables").effect());
        assertEquals(List.of("a", "c", "e"), field(outcome, "environmentVariables").lost());
        assertEquals(Effect.CLEARED, field(outcome, "entrypoint").effect());
        assertEquals(8, field(outcome, "entrypoint").lost().size());
        assertEquals(Effect.KEPT, field(outcome, "image").effect());
        assertTrue(outcome.changes());
        assertFalse(outcome.refused(), () -> codes(outcome).toString());
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @Covers({"A066", "A067", "A068", "A069", "A071", "A072", "A073", "A074"})
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "serverPort|null|IGNORED|", "serverPort|\"\"|REFUSED|port-clear", "serverPort|{}|REFUSED|port-clear",
            "serverPort|[]|REFUSED|port-clear", "serverPort|2000|REPLACED|", "serverPort|\"2000\"|REPLACED|",
            "serverPort|5454|KEPT|", "serverPort|\"many\"|REFUSED|port-number", "serverPort|1.5|REFUSED|port-number",
            "serverPort|1023|REFUSED|port-range", "serverPort|65536|REFUSED|port-range",
            "healthCheckPort|24224|REFUSED|port-reserved", "healthCheckPort|\"8446\"|REFUSED|port-reserved",
            "healthCheckPort|8447|REFUSED|port-reserved", "healthCheckPort|1024|REPLACED|",
            "image|null|IGNORED|", "image|\"\"|REFUSED|image-clear", "image|{}|REFUSED|image-clear",
            "image|[]|REFUSED|image-clear", "imageDigest|\"\"|REFUSED|image-clear", "imageDigest|\"D2\"|REPLACED|",
            "image|\"I:2\"|REPLACED|digest-kept", "image|7|REFUSED|wrong-kind",
            "environmentVariables|null|IGNORED|", "environmentVariables|\"\"|REFUSED|empty-string",
            "environmentVariables|{}|CLEARED|", "environmentVariables|[]|REFUSED|wrong-kind",
            "environmentVariables|{\"xx\":\"y\"}|REPLACED|",
            "cmd|null|IGNORED|", "cmd|\"\"|REFUSED|empty-string", "cmd|[]|CLEARED|", "cmd|{}|REFUSED|wrong-kind",
            "cmd|[\"a\"]|REPLACED|", "cmd|[1]|REFUSED|wrong-kind", "entrypoint|[]|CLEARED|",
            "environmentConfigurationType|null|IGNORED|", "environmentConfigurationType|\"\"|REFUSED|empty-string",
            "environmentConfigurationType|{}|REFUSED|wrong-kind", "environmentConfigurationType|[]|REFUSED|wrong-kind",
            "environmentConfigurationType|\"DEFAULT\"|REPLACED|",
            "environmentConfigurationType|\"DOCKER\"|REPLACED|type-unknown",
            "imageSignatureId|\"s\"|REPLACED|", "imageSignatureId|\"\"|REFUSED|empty-string",
            "defaultEnvironmentVariables|{}|IGNORED|read-only", "customHttpEndpoints|[{}]|REPLACED|",
            "serverport|2000|REFUSED|unknown-field"})
    void theTruthTable(String name, String sent, Effect effect, String lint) {
        UpdateOutcome outcome = rehearse("{\"" + name + "\": " + sent + "}");
        assertEquals(effect, field(outcome, name).effect());
        assertEquals(lint == null ? List.of() : List.of(lint), codes(outcome));
        JsonNode before = JsonTextTest.tree(CURRENT);
        JsonNode after = JsonTextTest.tree(outcome.result());
        boolean stays = effect != Effect.REPLACED && effect != Effect.CLEARED;
        assertEquals(stays, before.equals(after), outcome::result);
        assertEquals(!stays, outcome.changes());
        for (String other : before.propertyNames()) {
            if (!other.equals(name)) assertEquals(before.get(other), after.get(other));
        }
    }

    @ParameterizedTest
    @Covers({"A069", "A070"})
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {"null", "{}",
            "{\"environmentConfigurationDetails\": null}", "{\"environmentConfigurationDetails\": {}}",
            "{\"modelDeploymentConfigurationDetails\": {\"environmentConfigurationDetails\": null}}",
            "{\"createModelDeploymentDetails\": {\"modelDeploymentConfigurationDetails\": {}}}",
            "{\"displayName\": null}", "{\"cmd\": [\"param1\"]}"})
    void nothingChanges(String patch) {
        UpdateOutcome outcome = rehearse(patch);
        assertFalse(outcome.changes());
        assertFalse(outcome.refused());
        assertEquals(JsonTextTest.tree(CURRENT), JsonTextTest.tree(outcome.result()));
    }

    @Test
    void theWholeBlockIsNoText() {
        UpdateOutcome outcome = rehearse("{\"environmentConfigurationDetails\": \"\"}");
        assertTrue(outcome.refused());
        assertEquals(List.of("empty-string"), codes(outcome));
        assertEquals(List.of("wrong-kind"), codes(rehearse("{\"environmentConfigurationDetails\": [1]}")));
    }

    @Test
    @Covers({"A067", "A068"})
    void whatIsLostIsNamed() {
        assertEquals(List.of("cc", "ee"),
                field(rehearse("{\"environmentVariables\": {\"aa\": \"2\"}}"), "environmentVariables").lost());
        assertEquals(List.of("-m"), field(rehearse("{\"entrypoint\": [\"-m\", \"python\"]}"), "entrypoint").lost());
        assertEquals(List.of("cmd: param1"), rehearse("{\"cmd\": []}").lost());
    }

    @Test
    @Covers("A066")
    void fieldsOfTheDeploymentFollowTheSameRules() {
        UpdateOutcome outcome = rehearse("""
                {"createModelDeploymentDetails": {"displayName": "old", "description": "kept",
                 "freeformTags": {"team": "a", "cost": "b"},
                 "modelDeploymentConfigurationDetails": {"environmentConfigurationDetails": {"serverPort": "5000"}}}}
                """, """
                {"displayName": "new", "freeformTags": {"team": "c"}, "description": null, "projectId": "",
                 "modelDeploymentConfigurationDetails": {"modelConfigurationDetails": {}}}""");
        JsonNode after = JsonTextTest.tree(outcome.result()).path("createModelDeploymentDetails");
        assertEquals("new", after.path("displayName").asString());
        assertEquals("kept", after.path("description").asString());
        assertEquals(List.of("freeformTags: cost"), outcome.lost());
        assertEquals(5000, after.at("/modelDeploymentConfigurationDetails/environmentConfigurationDetails/serverPort")
                .intValue());
        assertEquals(List.of("empty-string", "beside"), codes(outcome));
    }

    @Test
    @Covers({"A030", "A031"})
    void anotherImageNeedsItsDigest() {
        assertEquals(List.of(), codes(rehearse("{\"image\": \"I:2\", \"imageDigest\": \"D2\"}")));
        assertEquals(List.of("digest-kept"), codes(rehearse("{\"image\": \"I:2\", \"imageDigest\": \"D1\"}")));
        UpdateOutcome none = rehearse("{\"image\": \"I:1\"}", "{\"image\": \"I:2\"}");
        assertEquals(List.of("digest-none"), codes(none));
        assertFalse(none.refused(), "only a warning");
    }

    @ParameterizedTest
    @CsvSource({"ab,", "A_1,", "a,environment-short", "1a,environment-key", "a_,environment-key", "_a,environment-key",
            "a-b,environment-key", "TENANCY_OCID,environment-injected",
            "abcdefghijklmnopqrstuvwxyz12345,", "abcdefghijklmnopqrstuvwxyz123456,environment-key"})
    void namesOfEnvironmentVariables(String key, String lint) {
        assertEquals(lint == null ? List.of() : List.of(lint),
                codes(rehearse("{\"environmentVariables\": {\"" + key + "\": \"\"}}")));
    }

    @ParameterizedTest
    @CsvSource({"2047,", "2048,environment-edge", "2049,environment-size"})
    void bytesOfTheEnvironment(int bytes, String lint) {
        UpdateOutcome outcome = rehearse("{\"environmentVariables\": {\"ab\": \"é" + "x".repeat(bytes - 4) + "\"}}");
        assertEquals(lint == null ? List.of() : List.of(lint), codes(outcome));
        assertEquals(bytes > 2048, outcome.refused());
        assertEquals(bytes, outcome.environmentBytes());
    }

    @Test
    void aValueThatIsNoTextIsSaid() {
        assertEquals(List.of("environment-text"), codes(rehearse("{\"environmentVariables\": {\"ab\": 1}}")));
    }

    @ParameterizedTest
    @Covers("A026")
    @CsvSource({"2047,", "2048,command-edge", "2049,command-size"})
    void bytesOfTheCommand(int bytes, String lint) {
        // the entrypoint that is kept has ten
        String arguments = IntStream.range(0, 2).mapToObj(i -> "\"" + "x".repeat(i == 0 ? 1000 : bytes - 1010) + "\"")
                .collect(Collectors.joining(","));
        UpdateOutcome outcome = rehearse("{\"cmd\": [" + arguments + "]}");
        assertEquals(lint == null ? List.of() : List.of(lint), codes(outcome));
        assertEquals(bytes > 2048 ? 1 : 0, outcome.count(Severity.ERROR));
        assertEquals(bytes, outcome.commandBytes());
    }

    @Test
    @Covers("A025")
    void withoutEntrypointAndCmdTheImageMustStartItself() {
        assertEquals(List.of("command-none"), codes(rehearse("{\"cmd\": [], \"entrypoint\": []}")));
    }

    @Test
    @Covers("A074")
    void theDefaultPortIsSetExplicitly() {
        String patch = OciUpdate.withPort(JsonTextTest.tree("{\"serverPort\": \"\", \"cmd\": []}"), "serverPort", 5000);
        assertEquals(JsonTextTest.tree("{\"serverPort\": 5000, \"cmd\": []}"), JsonTextTest.tree(patch));
        assertFalse(rehearse(patch).refused());
    }

    @Test
    @Covers("A075")
    void portsGivenAsTextsAreWrittenAsNumbers() {
        UpdateOutcome outcome = rehearse("{\"serverPort\": \"5000\", \"healthCheckPort\": \" 5001 \"}", "{}");
        assertEquals(JsonTextTest.tree("{\"serverPort\": 5000, \"healthCheckPort\": 5001}"),
                JsonTextTest.tree(outcome.result()));
        assertFalse(outcome.changes());
    }
}
