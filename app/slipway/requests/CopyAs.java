package slipway.requests;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import slipway.base.Quoted;
import slipway.base.SecretHeaders;

/// A draft as text for elsewhere. Secrets are left out: a variable of the environment stands in their place, for
/// `{{name}}` one called `NAME`.
public final class CopyAs {
    /// Headers that Java’s client sets itself and takes from nobody.
    private static final Set<String> OWN = Set.of("host", "connection", "expect", "upgrade");
    private static final String KEY = "ENDPOINT_KEY";
    private static final String BEARER = "Bearer ";
    private static final Pattern USE = Pattern.compile("\\{\\{\\s*([\\w.-]+)\\s*}}");

    private CopyAs() {}

    /// A stretch of text, or the name of a variable.
    private record Piece(String text, boolean variable) {}

    /// A `curl` command for a POSIX shell; `{{name}}` of `secrets` is read from `$NAME`, the key from `$ENDPOINT_KEY`.
    public static String curl(Draft draft, Set<String> secrets) {
        Optional<byte[]> binary = binary(draft);
        var text = new StringBuilder(
                binary.map(bytes -> "printf %s " + Quoted.single(Base64.getEncoder().encodeToString(bytes))
                        + " | base64 -d | ").orElse(""))
                .append("curl -sS");
        // a bracket in the address is no pattern, and /../ stays as it is
        if (draft.url().matches(".*[\\[\\]{}].*")) text.append(" -g");
        if (draft.url().contains("/.")) text.append(" --path-as-is");
        if (draft.method().equals("HEAD")) text.append(" -I");
        else if (!draft.method().equals(draft.body().isEmpty() ? "GET" : "POST")) {
            text.append(" -X ").append(Quoted.single(draft.method()));
        }
        text.append(" \\\n  ").append(shell(pieces(draft.url(), secrets)));
        sent(draft).forEach((name, value) -> text.append(" \\\n  -H ").append(shell(header(name, value, secrets))));
        if (!draft.body().isEmpty() && sent(draft).keySet().stream().noneMatch("content-type"::equalsIgnoreCase)) {
            // else curl says that it is a form
            text.append(" \\\n  -H 'Content-Type:'");
        }
        if (binary.isPresent()) text.append(" \\\n  --data-binary @-");
        else if (!draft.body().isEmpty()) text.append(" \\\n  ").append(data(draft.body(), secrets));
        return text.toString();
    }

    private static String data(String body, Set<String> secrets) {
        // what begins with @ would be read as the name of a file
        return Payload.file(body).map(file -> "--data-binary " + Quoted.single("@" + file))
                .orElseGet(() -> (body.startsWith(
                        "@") ? "--data-raw " : "--data-binary ") + shell(pieces(body, secrets)));
    }

    /// A program for Python 3 with `requests`.
    public static String python(Draft draft, Set<String> secrets) {
        Optional<byte[]> binary = binary(draft);
        var lines = new ArrayList<String>();
        if (binary.isPresent()) lines.add("import base64");
        lines.add("import os");
        lines.add("import requests\n");
        lines.add("answer = requests.request(");
        lines.add("    " + Quoted.text(draft.method()) + ",");
        lines.add("    " + joined(pieces(draft.url(), secrets), Quoted::text, "os.environ[\"%s\"]") + ",");
        lines.add("    headers={");
        sent(draft).forEach((name, value) -> lines.add("        " + Quoted.text(name) + ": " + joined(value(name, value,
                secrets), Quoted::text, "os.environ[\"%s\"]") + ","));
        lines.add("    },");
        if (binary.isPresent()) {
            lines.add("    data=base64.b64decode(\"" + Base64.getEncoder().encodeToString(binary.get()) + "\"),");
        } else if (Payload.file(draft.body()).isPresent()) {
            lines.add("    data=open(" + Quoted.text(Payload.file(draft.body()).get().toString()) + ", \"rb\"),");
        } else if (!draft.body().isEmpty()) {
            String body = joined(pieces(draft.body(), secrets), Quoted::text, "os.environ[\"%s\"]");
            lines.add("    data=(" + body + ").encode(),");
        }
        lines.add("    allow_redirects=False,");
        lines.add(")");
        lines.add("print(answer.status_code)");
        lines.add("print(answer.text)");
        if (lines.stream().noneMatch(line -> line.contains("os.environ["))) lines.remove("import os");
        return String.join("\n", lines) + "\n";
    }

    /// A program for `java Send.java` (Java 11 and later), with nothing but the JDK.
    public static String java(Draft draft, Set<String> secrets) {
        Optional<byte[]> binary = binary(draft);
        String body = binary
                .map(bytes -> "ofByteArray(java.util.Base64.getDecoder().decode(" + Quoted.ascii(Base64.getEncoder()
                        .encodeToString(bytes)) + "))")
                .or(() -> Payload.file(draft.body()).map(
                        file -> "ofFile(java.nio.file.Path.of(" + Quoted.ascii(file.toString()) + "))"))
                .orElseGet(() -> draft.body().isEmpty()
                        ? "noBody()"
                        : "ofString(" + joined(pieces(draft.body(), secrets), Quoted::ascii, "System.getenv(\"%s\")")
                                + ")");
        String headers = sent(draft).entrySet().stream().filter(each -> !OWN.contains(each.getKey().toLowerCase(
                Locale.ROOT))).map(each -> "                .header(" + Quoted.ascii(each.getKey())
                        + ", "
                        + joined(value(each.getKey(), each.getValue(), secrets), Quoted::ascii, "System.getenv(\"%s\")")
                        + ")\n")
                .collect(Collectors.joining());
        return """
                import java.net.URI;
                import java.net.http.HttpClient;
                import java.net.http.HttpRequest;
                import java.net.http.HttpResponse;

                class Send {
                    public static void main(String[] args) throws Exception {
                        HttpRequest request = HttpRequest.newBuilder(URI.create(%s))
                %s                .method(%s, HttpRequest.BodyPublishers.%s)
                                .build();
                        HttpResponse<String> answer = HttpClient.newHttpClient()
                                .send(request, HttpResponse.BodyHandlers.ofString());
                        System.out.println(answer.statusCode());
                        System.out.println(answer.body());
                    }
                }
                """.formatted(joined(pieces(draft.url(), secrets), Quoted::ascii, "System.getenv(\"%s\")"), headers,
                Quoted.ascii(draft.method()), body);
    }

    /// The name of the environment variable for `{{name}}`.
    static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_").replaceFirst("^(?=[0-9])", "_");
    }

    /// Headers as they go over the wire.
    private static Map<String, String> sent(Draft draft) {
        Map<String, String> headers = BinaryTensors.asked(draft) && Payload.file(draft.body()).isEmpty()
                ? Payload.of(draft).headers()
                : draft.headers();
        return headers.keySet().stream().filter(name -> !name.equalsIgnoreCase("content-length")).collect(Collectors
                .toMap(name -> name, headers::get, (one, other) -> one, java.util.LinkedHashMap::new));
    }

    private static Optional<byte[]> binary(Draft draft) {
        return BinaryTensors.asked(draft) && Payload.file(draft.body()).isEmpty()
                ? Optional.of(BinaryTensors.encode(draft.body()).body().toArray())
                : Optional.empty();
    }

    private static List<Piece> header(String name, String value, Set<String> secrets) {
        var pieces = new ArrayList<Piece>();
        // with an empty value, curl wants it so
        pieces.add(new Piece(name + (value.isEmpty() ? ";" : ": "), false));
        pieces.addAll(value(name, value, secrets));
        return pieces;
    }

    private static List<Piece> value(String name, String value, Set<String> secrets) {
        if (!SecretHeaders.has(name) || !Variables.uses(value).isEmpty()) return pieces(value, secrets);
        return value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? List.of(new Piece(BEARER, false), new Piece(KEY, true))
                : List.of(new Piece(KEY, true));
    }

    private static List<Piece> pieces(String text, Set<String> secrets) {
        var pieces = new ArrayList<Piece>();
        Matcher use = USE.matcher(text);
        int at = 0;
        while (use.find()) {
            if (!secrets.contains(use.group(1))) continue;
            if (use.start() > at) pieces.add(new Piece(text.substring(at, use.start()), false));
            pieces.add(new Piece(variable(use.group(1)), true));
            at = use.end();
        }
        if (at < text.length() || pieces.isEmpty()) pieces.add(new Piece(text.substring(at), false));
        return pieces;
    }

    /// Single quotes keep everything; what holds a variable stands in double ones.
    private static String shell(List<Piece> pieces) {
        if (pieces.stream().noneMatch(Piece::variable)) {
            return Quoted.single(pieces.stream().map(Piece::text).collect(Collectors.joining()));
        }
        var text = new StringBuilder("\"");
        for (int i = 0; i < pieces.size(); i++) {
            Piece each = pieces.get(i);
            boolean last = i == pieces.size() - 1 || !pieces.get(i + 1).text().matches("(?s)\\w.*");
            if (each.variable()) text.append(last ? "$" + each.text() : "${" + each.text() + "}");
            else
                text.append(each.text().replaceAll("([\\\\\"$`])", "\\\\$1"));
        }
        return text.append('"').toString();
    }

    private static String joined(List<Piece> pieces, java.util.function.UnaryOperator<String> quoted, String variable) {
        return pieces.stream().map(each -> each.variable()
                ? variable.formatted(each.text())
                : quoted.apply(each
                        .text()))
                .collect(Collectors.joining(" + "));
    }

}
