package slipway.record;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// Takes the values of fields out of one JSON document and leaves every other byte of it as it was. Used once.
///
/// Tables and tensors name their values elsewhere: with `columns` and `data` side by side the column goes, with `name`
/// and `data` side by side the data.
final class JsonFields {
    private static final JsonFactory JSON = JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    private static final byte[] INSTEAD = ("\"" + Redaction.INSTEAD + "\"").getBytes(StandardCharsets.US_ASCII);

    private final byte[] content;
    private final Fields fields;
    private final JsonParser in;
    private final Deque<String> path = new ArrayDeque<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int copied;

    /// It cannot be told what stands where, so none of it may be kept.
    static final class Unclear extends Exception {
        private static final long serialVersionUID = 1;

        Unclear(String message) {
            super(message);
        }
    }

    private JsonFields(byte[] content, Fields fields, JsonParser in) {
        this.content = content;
        this.fields = fields;
        this.in = in;
    }

    /// `content` without the values of `fields`: the same array where there were none, null where it is no JSON.
    static byte @Nullable [] without(byte[] content, Fields fields) throws Unclear {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), content)) {
            JsonToken first = in.nextToken();
            if (first == null) return null;
            var run = new JsonFields(content, fields, in);
            run.value(first);
            if (in.nextToken() != null) return null;
            return run.result();
        } catch (JacksonException e) {
            return null;
        }
    }

    private byte[] result() {
        if (copied == 0) return content;
        out.write(content, copied, content.length - copied);
        return out.toByteArray();
    }

    private void value(JsonToken token) throws Unclear {
        if (token == JsonToken.START_OBJECT) object();
        else if (token == JsonToken.START_ARRAY) {
            for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken())
                value(t);
        }
    }

    private void object() throws Unclear {
        var hidden = new BitSet();
        boolean named = false;
        boolean dataPassed = false;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            JsonToken token = in.nextToken();
            path.addLast(name);
            if (fields.at(path, path.size(), name) || (named && name.equals("data"))) {
                cut(token);
            } else if (name.equals("columns") && token == JsonToken.START_ARRAY) {
                columns(hidden);
            } else if (name.equals("data") && token == JsonToken.START_ARRAY && !hidden.isEmpty()) {
                rows(hidden);
            } else if (name.equals("name") && token == JsonToken.VALUE_STRING) {
                named = fields.meant(in.getString());
            } else {
                dataPassed |= name.equals("data");
                value(token);
            }
            path.removeLast();
        }
        if (dataPassed && (named || !hidden.isEmpty())) throw new Unclear("the names come after the data");
    }

    private void columns(BitSet hidden) throws Unclear {
        int column = 0;
        for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) {
            if (t == JsonToken.VALUE_STRING && fields.meant(in.getString())) hidden.set(column);
            else
                value(t);
            column++;
        }
    }

    private void rows(BitSet hidden) throws Unclear {
        for (JsonToken row = in.nextToken(); row != JsonToken.END_ARRAY; row = in.nextToken()) {
            if (row != JsonToken.START_ARRAY) throw new Unclear("a row is no array");
            int column = 0;
            for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) {
                if (hidden.get(column++)) cut(t);
                else
                    value(t);
            }
        }
    }

    /// Puts [#INSTEAD] where the value that begins with the current token stands.
    private void cut(JsonToken token) throws Unclear {
        long from = in.currentTokenLocation().getByteOffset();
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) in.skipChildren();
        else
            in.finishToken();
        long to = in.currentLocation().getByteOffset();
        // UTF-16 and UTF-32 are read through a reader, which knows no byte offsets
        if (from < copied || to <= from) throw new Unclear("no byte offsets");
        out.write(content, copied, (int) from - copied);
        out.writeBytes(INSTEAD);
        copied = (int) to;
    }
}
