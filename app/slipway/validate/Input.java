package slipway.validate;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import slipway.base.JsonTree;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Units;
import slipway.catalog.Model;

/// The body that is sent, and what it was made from. Immutable.
///
/// @param source `given`, a file, or the model’s own example
record Input(String body, String contentType, String source) {
    private static final String EXAMPLE = "serving_input_example.json";
    private static final String JSON = ValidationRequest.ContentType.JSON.media();

    /// What `request` gives, else the model’s own example.
    static Input of(ValidationRequest request, Model model, List<String> notes, long maxBytes) {
        Input input = found(request, model);
        Input ready = input.contentType.equals(JSON) ? checked(input, notes) : input;
        long size = ready.body.getBytes(StandardCharsets.UTF_8).length;
        if (size > maxBytes) notes.add(Notes.large(Units.bytes(size), Units.bytes(maxBytes)));
        return ready;
    }

    private static Input found(ValidationRequest request, Model model) {
        String data = request.inputData();
        Path file = request.inputPath();
        if (data != null) return new Input(data, request.contentType().media(), "given");
        if (file != null) return new Input(read(file), request.contentType().media(), file.toString());
        String example = model.inputExample();
        if (example == null) throw StudioException.of("validate.no-input", model.title());
        return new Input(example, JSON, EXAMPLE);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new StudioException(Problem.of("validate.not-text", file), e);
        } catch (IOException e) {
            throw new StudioException(Problem.of("validate.unreadable", file), e);
        }
    }

    /// MLflow’s call takes a list as it is and wraps it; its server takes none that is not wrapped.
    private static Input checked(Input input, List<String> notes) {
        byte[] bytes = input.body.getBytes(StandardCharsets.UTF_8);
        try {
            Object tree = JsonTree.read(bytes, 0, bytes.length);
            if (tree instanceof Map) return input;
            notes.add(Notes.wrapped());
            return new Input("{\"inputs\": " + input.body.strip() + "}", input.contentType, input.source);
        } catch (JsonTree.Malformed e) {
            throw new StudioException(problem(input, e), e);
        }
    }

    private static Problem problem(Input input, JsonTree.Malformed e) {
        // what comes in brackets names where the reader's bytes came from, which is nothing to a person
        String reason = String.valueOf(e.getMessage()).replaceFirst("(?s)\\s*\\(start marker.*", "");
        return Problem.of("validate.not-json", input.source, reason, e.line(), e.column());
    }
}
