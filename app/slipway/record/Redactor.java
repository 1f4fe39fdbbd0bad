package slipway.record;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;
import slipway.base.SecretHeaders;
import slipway.record.JsonFields.Unclear;

/// Applies a [Redaction] before anything is written. Stateless after it is made.
///
/// A body that the rules cannot be applied to for certain (cut, encoded in an unknown way, broken JSON, a table in text
/// that mentions a field) is withheld whole: better a hole in a recording than a secret in it.
final class Redactor {
    private static final int UNZIPPED = 64 << 20;

    private final Redaction rules;
    private final Set<String> headers = new TreeSet<>(SecretHeaders.NAMES);
    private final Fields fields;
    private final List<Pattern> patterns;

    /// What of a body may be written.
    record Kept(Exchange.Body body, boolean redacted, boolean withheld) {
        static Kept asItWas(Exchange.Body body) {
            return new Kept(body, false, false);
        }
    }

    Redactor(Redaction rules) {
        this.rules = rules;
        rules.headers().forEach(name -> headers.add(name.toLowerCase(Locale.ROOT)));
        fields = new Fields(rules.fields());
        patterns = rules.patterns().stream().map(Pattern::compile).toList();
    }

    List<Map.Entry<String, String>> headers(List<Map.Entry<String, String>> all) {
        return all.stream().map(header -> Map.entry(header.getKey(),
                headers.contains(header.getKey().toLowerCase(Locale.ROOT))
                        ? Redaction.INSTEAD
                        : replaced(header.getValue())))
                .toList();
    }

    /// The target without the values of parameters that are meant.
    String target(String target) {
        int query = target.indexOf('?');
        if (query < 0) return replaced(target);
        return replaced(target.substring(0, query + 1) + parameters(target.substring(query + 1), Redaction.PARAMETERS));
    }

    private String parameters(String all, Set<String> always) {
        String[] each = all.split("&", -1);
        for (int i = 0; i < each.length; i++) {
            int equals = each[i].indexOf('=');
            if (equals < 0) continue;
            String name = decoded(each[i].substring(0, equals));
            if (fields.meant(name) || always.contains(name.toLowerCase(Locale.ROOT))) {
                each[i] = each[i].substring(0, equals + 1) + Redaction.INSTEAD;
            }
        }
        return String.join("&", each);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private String replaced(String text) {
        String now = text;
        for (Pattern pattern : patterns) {
            now = pattern.matcher(now).replaceAll(Matcher.quoteReplacement(Redaction.INSTEAD));
        }
        return now;
    }

    Kept body(Exchange.Body body, List<Map.Entry<String, String>> of) {
        if (!rules.readsBodies() || body.size() == 0) return Kept.asItWas(body);
        try {
            if (body.cut()) throw new Unclear("cut");
            byte[] content = body.kept().toArray();
            byte[] cleaned = clean(content, of);
            return Arrays.equals(cleaned, content)
                    ? Kept.asItWas(body)
                    : new Kept(Exchange.Body.whole(Bytes.owning(cleaned)), true, false);
        } catch (Unclear e) {
            return new Kept(new Exchange.Body(Bytes.EMPTY, body.size()), true, true);
        }
    }

    private byte[] clean(byte[] content, List<Map.Entry<String, String>> of) throws Unclear {
        String coding = Exchange.header(of, "content-encoding");
        if (coding == null || coding.isBlank() || coding.strip().equalsIgnoreCase("identity")) {
            return cleanPlain(content, Exchange.header(of, "content-type"));
        }
        if (!coding.strip().equalsIgnoreCase("gzip")) throw new Unclear(coding);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            byte[] plain = in.readNBytes(UNZIPPED);
            if (plain.length == UNZIPPED) throw new Unclear("too large");
            byte[] cleaned = cleanPlain(plain, Exchange.header(of, "content-type"));
            return Arrays.equals(cleaned, plain) ? content : zipped(cleaned);
        } catch (IOException e) {
            throw new Unclear("no gzip");
        }
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        }
        return out.toByteArray();
    }

    private byte[] cleanPlain(byte[] content, @Nullable String type) throws Unclear {
        byte[] now = fields.isEmpty() ? content : withoutFields(content, type);
        if (patterns.isEmpty()) return now;
        // bytes that are no UTF-8 are looked through one by one, which finds what is ASCII
        String utf8 = utf8(now);
        String text = utf8 == null ? new String(now, StandardCharsets.ISO_8859_1) : utf8;
        String replaced = replaced(text);
        if (replaced.equals(text)) return now;
        return replaced.getBytes(utf8 == null ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    private byte[] withoutFields(byte[] content, @Nullable String type) throws Unclear {
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            String text = new String(content, StandardCharsets.ISO_8859_1);
            String cleaned = parameters(text, Set.of());
            return cleaned.equals(text) ? content : cleaned.getBytes(StandardCharsets.ISO_8859_1);
        }
        byte[] json = JsonFields.without(content, fields);
        return json == null ? lines(content) : json;
    }

    /// Lines of JSON, and events with JSON behind `data:`, one by one; anything else must not mention a field.
    private byte[] lines(byte[] content) throws Unclear {
        var out = new ByteArrayOutputStream(content.length);
        boolean changed = false;
        int from = 0;
        while (from < content.length) {
            int end = from;
            while (end < content.length && content[end] != '\n')
                end++;
            String line = new String(content, from, end - from, StandardCharsets.ISO_8859_1);
            String lead = line.startsWith("data:") ? "data:" : "";
            String rest = line.substring(lead.length());
            byte[] value = rest.getBytes(StandardCharsets.ISO_8859_1);
            byte[] cleaned = rest.isBlank() ? value : JsonFields.without(value, fields);
            if (cleaned == null) {
                if (rest.stripLeading().startsWith("{") || rest.stripLeading().startsWith("[{")
                        || fields.mentionedIn(searchable(value))) {
                    throw new Unclear("neither JSON nor free of the fields");
                }
                cleaned = value;
            }
            changed |= !Arrays.equals(cleaned, value);
            out.writeBytes(lead.getBytes(StandardCharsets.ISO_8859_1));
            out.writeBytes(cleaned);
            if (end < content.length) out.write('\n');
            from = end + 1;
        }
        return changed ? out.toByteArray() : content;
    }

    /// UTF-16 loses its zero bytes, so that a name in it is found too.
    private static String searchable(byte[] content) {
        return new String(content, StandardCharsets.UTF_8).replace("\0", "");
    }

    static @Nullable String utf8(byte[] content) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
