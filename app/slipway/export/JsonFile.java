package slipway.export;

import java.util.Map;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON documents the way a person would write them, with the same line ends on every machine. Stateless.
final class JsonFile {
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER)).withObjectIndenter(INDENT)
                    .withArrayIndenter(INDENT))
            .build();

    private JsonFile() {}

    static ExportFile of(String path, Map<String, ?> document) {
        return new ExportFile(path, JSON.writeValueAsString(document) + "\n", ExportFile.Language.JSON);
    }
}
