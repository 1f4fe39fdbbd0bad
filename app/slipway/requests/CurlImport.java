package slipway.requests;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;

/// Reads a `curl` command as browsers and manuals give it. One use, one thread.
public final class CurlImport {
    /// Options without a value that change nothing about the request.
    private static final Set<String> SILENT = Set.of("-s", "--silent", "-S", "--show-error", "-v", "--verbose", "-i",
            "--include", "--compressed", "-g", "--globoff", "--path-as-is", "-#", "--progress-bar", "-N", "--no-buffer",
            "-f", "--fail", "--fail-with-body", "-O", "--remote-name");
    /// The same with a value.
    private static final Set<String> SILENT_VALUE = Set.of("-o", "--output", "-w", "--write-out", "-D",
            "--dump-header");
    /// Without a value, and told.
    private static final Set<String> FLAGS = Set.of("-k", "--insecure", "-L", "--location", "-n", "--netrc",
            "--http1.0", "--http1.1", "--http2", "--http2-prior-knowledge", "--http3", "--digest", "--ntlm",
            "--negotiate", "--anyauth", "--basic", "-4", "-6", "--ipv4", "--ipv6", "--raw", "--tcp-nodelay");
    /// One letter each with a value, which may stand right behind it.
    private static final String LETTERS_WITH_VALUE = "XHdubAeoTFwDmxEKcCrtyYzQP";

    private final Imported.Collector found = new Imported.Collector();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<String> data = new ArrayList<>();
    private String url = "";
    private @Nullable String method;
    private @Nullable String file;
    private boolean get;
    private boolean json;

    private CurlImport() {}

    /// The one request of `command`.
    ///
    /// @throws StudioException `requestedit.curl` where it is no curl command or names no address
    public static Imported read(String command) {
        List<String> words = ShellWords.of(command.strip().replaceFirst("^\\$\\s+", ""));
        if (words == null || words.isEmpty() || !words.getFirst().matches("(.*/)?curl(\\.exe)?")) {
            throw StudioException.of("requestedit.curl", shown(command));
        }
        var reader = new CurlImport();
        reader.options(apart(words.subList(1, words.size())));
        if (reader.url.isEmpty()) throw StudioException.of("requestedit.curl", shown(command));
        reader.found.add(reader.draft());
        return reader.found.done();
    }

    private static String shown(String command) {
        String line = command.strip().lines().findFirst().orElse("");
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }

    /// `-XPOST`, `-sSL` and `--request=…` as words of their own.
    private static List<String> apart(List<String> words) {
        var apart = new ArrayList<String>();
        boolean value = false;
        for (String word : words) {
            boolean bundle = !value && word.length() > 2 && word.charAt(0) == '-' && word.charAt(1) != '-';
            value = false;
            if (!bundle) {
                apart.add(word);
                value = word.length() == 2 && word.charAt(0) == '-' && LETTERS_WITH_VALUE.indexOf(word.charAt(1)) >= 0;
                continue;
            }
            for (int i = 1; i < word.length(); i++) {
                apart.add("-" + word.charAt(i));
                if (LETTERS_WITH_VALUE.indexOf(word.charAt(i)) < 0) continue;
                if (i + 1 < word.length()) apart.add(word.substring(i + 1));
                else
                    value = true;
                break;
            }
        }
        return apart;
    }

    private void options(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("-") || word.equals("-")) {
                address(word);
            } else if (FLAGS.contains(word)) {
                found.leftOut("requestedit.import.option", word);
            } else if (!SILENT.contains(word) && !flag(word)) {
                String value = i + 1 < words.size() ? words.get(++i) : "";
                if (!SILENT_VALUE.contains(word)) valued(word, value);
            }
        }
    }

    private void address(String word) {
        if (url.isEmpty()) url = word.contains("://") || word.startsWith("{{") ? word : "http://" + word;
        else
            found.leftOut("requestedit.import.address", word);
    }

    private boolean flag(String word) {
        switch (word) {
            case "-G", "--get" -> get = true;
            case "-I", "--head" -> method = "HEAD";
            default -> {
                return false;
            }
        }
        return true;
    }

    private void valued(String option, String value) {
        switch (option) {
            case "-X", "--request" -> method = value.toUpperCase(Locale.ROOT);
            case "-H", "--header" -> header(value);
            case "--url" -> address(value);
            case "-d", "--data", "--data-ascii" -> data(value, true);
            case "--data-binary" -> data(value, false);
            case "--data-raw" -> data.add(value);
            case "--data-urlencode" -> data.add(encoded(value));
            case "--json" -> {
                json = true;
                data(value, false);
            }
            case "-T", "--upload-file" -> {
                file = value;
                if (method == null) method = "PUT";
            }
            case "-u", "--user" -> put("Authorization", "Basic " + Base64.getEncoder().encodeToString(value.getBytes(
                    StandardCharsets.UTF_8)));
            case "--oauth2-bearer" -> put("Authorization", "Bearer " + value);
            case "-b", "--cookie" -> put("Cookie", value);
            case "-A", "--user-agent" -> put("User-Agent", value);
            case "-e", "--referer" -> put("Referer", value);
            default -> found.leftOut("requestedit.import.option", option + " " + value);
        }
    }

    private void header(String line) {
        int colon = line.indexOf(':');
        if (colon > 0 && colon < line.length() - 1)
            put(line.substring(0, colon).strip(), line.substring(colon + 1)
                    .strip());
        else if (line.endsWith(";")) put(line.substring(0, line.length() - 1), "");
    }

    private void put(String name, String value) {
        headers.keySet().removeIf(name::equalsIgnoreCase);
        headers.put(name, value);
    }

    private void data(String value, boolean stripped) {
        if (!value.startsWith("@")) data.add(value);
        else {
            file = value.substring(1);
            if (stripped) found.leftOut("requestedit.import.line-breaks", file);
        }
    }

    private static String encoded(String value) {
        int sign = value.indexOf('=');
        String name = sign < 0 ? "" : value.substring(0, sign);
        String text = URLEncoder.encode(value.substring(sign + 1), StandardCharsets.UTF_8).replace("+", "%20");
        return name.isEmpty() ? text : name + "=" + text;
    }

    private Draft draft() {
        String from = file;
        String body = from == null ? String.join(json ? "" : "&", data) : "< " + from;
        if (from != null && !data.isEmpty()) found.leftOut("requestedit.import.data", String.join("&", data));
        String address = url;
        if (get && !body.isEmpty()) {
            address += (url.contains("?") ? "&" : "?") + body;
            body = "";
        }
        boolean typed = headers.keySet().stream().anyMatch("content-type"::equalsIgnoreCase);
        if (!body.isEmpty() && !typed) {
            headers.put("Content-Type", json ? "application/json" : "application/x-www-form-urlencoded");
        }
        String asked = method == null ? body.isEmpty() ? "GET" : "POST" : method;
        return new Draft(asked + " " + path(address), asked, address, headers, body);
    }

    static String path(String url) {
        String path = url.replaceFirst("^(https?://[^/?]*|\\{\\{[^}]*}})", "").replaceFirst("[?#].*", "");
        return path.isEmpty() ? "/" : path;
    }
}
