package slipway.compare;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.compare.Comparison.Form;
import slipway.compare.Difference.Kind;

/// Compares two answers to the same request. Stateless; any thread.
public final class Answers {
    /// Fields of the whole answer, next to those of its body.
    public static final String STATUS = "status";
    public static final String CONTENT_TYPE = "content-type";
    public static final String BODY = "body";

    /// Python’s JSON writes NaN and Infinity as they are.
    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final int LINES = 2_000;
    private static final int SHOWN_LINES = 60;

    private Answers() {}

    /// What differs between `one` (the live answer) and `other`.
    public static Comparison compare(Answer one, Answer other, Tolerance tolerance) {
        var found = new Found();
        if (one.status() != other.status()) {
            found.differs("", STATUS, Kind.STATUS, told(one), told(other), Double.NaN);
        }
        if (one.status() == 0 || other.status() == 0) return found.comparison(Form.NONE, "");
        if (!one.mediaType().equals(other.mediaType())) {
            found.differs("", CONTENT_TYPE, Kind.CONTENT_TYPE, one.mediaType(), other.mediaType(), Double.NaN);
        }
        if (one.byDigest() || other.byDigest()) return digests(one, other, found);
        JsonNode first = json(one);
        JsonNode second = json(other);
        if (first != null && second != null) {
            new JsonDiff(tolerance, found).walk(first, second, false);
            return found.comparison(Form.JSON, "");
        }
        return plain(one, other, found, first != null || second != null);
    }

    private static String told(Answer answer) {
        return answer.error() == null ? String.valueOf(answer.status()) : answer.error();
    }

    private static Comparison digests(Answer one, Answer other, Found found) {
        if (one.size() != other.size() || !one.digest().equals(other.digest())) {
            found.differs("", BODY, Kind.BYTES, one.size() + " B", other.size() + " B", Double.NaN);
        }
        return found.comparison(Form.DIGEST, "");
    }

    private static Comparison plain(Answer one, Answer other, Found found, boolean oneIsJson) {
        String first = text(one);
        String second = text(other);
        boolean text = first != null && second != null;
        if (one.body().equals(other.body())) return found.comparison(text ? Form.TEXT : Form.BYTES, "");
        if (oneIsJson) {
            found.differs("", BODY, Kind.TYPE, String.valueOf(first), String.valueOf(second), Double.NaN);
            return found.comparison(text ? Form.TEXT : Form.BYTES, "");
        }
        if (first == null || second == null) {
            found.differs("", BODY, Kind.BYTES, one.size() + " B", other.size() + " B", Double.NaN);
            return found.comparison(Form.BYTES, "");
        }
        found.differs("", BODY, Kind.TEXT, first, second, Double.NaN);
        return found.comparison(Form.TEXT, diff(first, second));
    }

    private static String diff(String first, String second) {
        List<String> old = first.lines().limit(LINES + 1L).toList();
        List<String> now = second.lines().limit(LINES + 1L).toList();
        if (old.size() > LINES || now.size() > LINES) return "";
        List<String> lines = UnifiedDiffUtils.generateUnifiedDiff("1", "2", old, DiffUtils.diff(old, now), 2);
        return String.join("\n", lines.stream().limit(SHOWN_LINES).map(Found::shortened).toList());
    }

    /// Null where it is none: deeper than 500 levels included.
    static @Nullable JsonNode json(Answer answer) {
        byte[] body = answer.body().toArray();
        if (!answer.mediaType().contains("json") && !begins(body)) return null;
        try {
            JsonNode node = JSON.readTree(body);
            return node.isMissingNode() ? null : node;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static boolean begins(byte[] body) {
        for (byte each : body) {
            if (!Character.isWhitespace(each)) return each == '{' || each == '[';
        }
        return false;
    }

    private static @Nullable String text(Answer answer) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(answer.body().toArray())).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
