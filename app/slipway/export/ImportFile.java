package slipway.export;

import java.util.List;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.catalog.SafeYaml;
import slipway.rehearse.JsonText;

/// A document in a file of another platform, read as a tree; comments and trailing commas are taken in JSON. Immutable.
///
/// @param name as the person gave it
record ImportFile(String name, JsonNode root) {
    private static final int MAX_DEPTH = 100;
    private static final Pattern JSON = Pattern.compile("\\s*(?:[\\[{]|//|/\\*)");
    private static final JsonMapper LENIENT = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build()).build();

    /// The documents of a file, at least one: YAML may have several.
    static List<ImportFile> all(String name, String text) {
        List<ImportFile> documents = documents(name, text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (documents.isEmpty()) throw StudioException.of("export.unknown", name);
        return documents;
    }

    private static List<ImportFile> documents(String name, String body) {
        try {
            boolean json = name.endsWith(".json") || JSON.matcher(body).lookingAt();
            if (json) return List.of(new ImportFile(name, json(body)));
            return SafeYaml.documents(body).stream().map(each -> new ImportFile(name, LENIENT.valueToTree(each)))
                    .toList();
        } catch (StudioException e) {
            Problem why = e.problem();
            throw new StudioException(Problem.of("export.unreadable", name, why.what(), why.why(), why.fix()), e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return LENIENT.readTree(text);
        } catch (JacksonException e) {
            // what our own reading finds says more than the parser, who stumbles later
            if (JsonText.read(text) instanceof JsonText.Broken broken && !broken.defects().isEmpty())
                throw new StudioException(broken.problem(), e);
            var at = e.getLocation();
            throw new StudioException(Problem.of("rehearse.json-broken", at == null ? 1 : Math.max(1, at.getLineNr()),
                    at == null ? 1 : Math.max(1, at.getColumnNr())).withDetail(e.getOriginalMessage()), e);
        }
    }

    /// The name of the file up to its first point, without its folder.
    String stem() {
        String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        int point = file.indexOf('.');
        return point < 0 ? file : file.substring(0, point);
    }
}
