package slipway.requests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import slipway.base.StudioException;
import slipway.store.AtomicFiles;

/// A `.http` file as IntelliJ and VS Code write it: `@name = value` variables, then requests that begin with
/// `### name`; each a method and address, headers, a blank line and a body. `{{name}}` stands for a variable. What
/// follows a body from `> ` on (a response handler of IntelliJ) is passed over.
///
/// @param expectations of each draft, in the same order
public record HttpFile(Map<String, String> variables, List<Draft> drafts, List<List<Expectation>> expectations) {
    private static final Pattern VARIABLE = Pattern.compile("@([\\w.-]+)\\s*=\\s*(.*)");
    private static final Pattern REQUEST = Pattern.compile("(?:([A-Z]+)\\s+)?(\\S.*?)(?:\\s+HTTP/[\\d.]+)?");
    /// `> {% … %}`, `> file.js`, `>> file`, `>>! file`, `<> file`
    static final Pattern HANDLER = Pattern.compile("(> (\\{%|[^<]*\\.js\\b)|>>!? |<> ).*");
    private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+)\\s*:\\s*(.*)");

    public HttpFile {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        drafts = List.copyOf(drafts);
        expectations = List.copyOf(expectations);
        if (expectations.size() != drafts.size()) throw new IllegalArgumentException("not one list for each draft");
    }

    /// Of drafts of which nothing is expected.
    public HttpFile(Map<String, String> variables, List<Draft> drafts) {
        this(variables, drafts, Collections.nCopies(drafts.size(), List.of()));
    }

    /// Reads `text`; a line that is neither is refused with its number.
    public static HttpFile parse(String text) {
        return new HttpFileReader(text.replace("\r\n", "\n").split("\n", -1)).read();
    }

    /// The draft with this file's variables filled in; those unknown stay as written.
    public Draft resolved(Draft draft) {
        return new Variables(variables, Set.of()).fill(draft).draft();
    }

    /// What [#parse] reads back.
    public String text() {
        var text = new StringBuilder();
        variables.forEach((name, value) -> text.append('@').append(name).append(" = ").append(value).append('\n'));
        for (int i = 0; i < drafts.size(); i++) {
            if (!text.isEmpty()) text.append('\n');
            text.append(text(drafts.get(i), expectations.get(i)));
        }
        return text.toString();
    }

    /// One request as it stands in a file, `###` line and all.
    static String text(Draft draft, List<Expectation> expected) {
        var text = new StringBuilder("### ").append(draft.name()).append('\n');
        expected.forEach(each -> text.append("# ").append(Expectation.MARK).append(each.text()).append('\n'));
        text.append(draft.method()).append(' ').append(draft.url()).append('\n');
        draft.headers().forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
        if (!draft.body().isEmpty()) text.append('\n').append(draft.body()).append('\n');
        return text.toString();
    }

    public void write(Path file) {
        AtomicFiles.write(file, text());
    }

    /// Walks the lines once.
    private static final class HttpFileReader {
        private final String[] lines;
        private final Map<String, String> variables = new LinkedHashMap<>();
        private final List<Draft> drafts = new ArrayList<>();
        private final List<List<Expectation>> expectations = new ArrayList<>();
        private final List<Expectation> expected = new ArrayList<>();
        private int at;

        HttpFileReader(String[] lines) {
            this.lines = lines;
        }

        HttpFile read() {
            String name = "";
            while (at < lines.length) {
                String line = lines[at].strip();
                Matcher variable = VARIABLE.matcher(line);
                if (line.startsWith("###")) {
                    name = line.substring(3).strip();
                    at++;
                } else if (variable.matches()) {
                    variables.put(variable.group(1), variable.group(2).strip());
                    at++;
                } else if (isComment(line)) {
                    if (line.startsWith("# @name ")) name = line.substring(8).strip();
                    expectation(line);
                    at++;
                } else if (line.isEmpty()) {
                    at++;
                } else {
                    drafts.add(request(name));
                    expectations.add(List.copyOf(expected));
                    expected.clear();
                    name = "";
                }
            }
            return new HttpFile(variables, drafts, expectations);
        }

        /// An expectation that nobody understands would always hold: it is refused.
        private void expectation(String line) {
            String words = line.replaceFirst("^(#|//)\\s*", "");
            if (!words.startsWith(Expectation.MARK)) return;
            expected.add(Expectation.parse(words.substring(Expectation.MARK.length()))
                    .orElseThrow(() -> StudioException.of("requestedit.expectation-line", at + 1, words)));
        }

        private Draft request(String name) {
            int first = at;
            Matcher start = REQUEST.matcher(lines[at++].strip());
            if (!start.matches()) throw StudioException.of("requests.http-line", first + 1, lines[first]);
            String method = start.group(1) == null ? "GET" : start.group(1).toUpperCase(Locale.ROOT);
            var url = new StringBuilder(start.group(2));
            // a long query may go on in indented lines
            while (at < lines.length && lines[at].matches("\\s+[?&].*"))
                url.append(lines[at++].strip());
            var headers = new LinkedHashMap<String, String>();
            while (at < lines.length && !lines[at].isBlank() && !lines[at].startsWith("###")) {
                String line = lines[at++].strip();
                if (isComment(line)) {
                    at--;
                    expectation(line);
                    at++;
                    continue;
                }
                Matcher header = HEADER.matcher(line);
                if (!header.matches()) throw StudioException.of("requests.http-line", at, line);
                headers.merge(header.group(1), header.group(2), (one, other) -> one + ", " + other);
            }
            return new Draft(name.isEmpty() ? method + " " + url : name, method, url.toString(), headers, body());
        }

        private String body() {
            var body = new ArrayList<String>();
            while (at < lines.length && !lines[at].startsWith("###"))
                body.add(lines[at++]);
            int handler = 0;
            while (handler < body.size() && !HANDLER.matcher(body.get(handler)).matches())
                handler++;
            body.subList(handler, body.size()).clear();
            while (!body.isEmpty() && body.getFirst().isBlank())
                body.removeFirst();
            while (!body.isEmpty() && body.getLast().isBlank())
                body.removeLast();
            return String.join("\n", body);
        }

        private static boolean isComment(String line) {
            return line.startsWith("#") || line.startsWith("//");
        }
    }
}
