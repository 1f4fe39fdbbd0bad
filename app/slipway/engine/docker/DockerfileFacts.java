package slipway.engine.docker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// What a Dockerfile's text says that decides how it is built. Immutable; read leniently, since the engine is the judge.
///
/// @param bases    image references that it begins from or copies from, as far as its arguments tell
/// @param buildKit the first thing in it that only BuildKit can do; null without
/// @param syntax   the image that reads it, where it names one; null without
/// @param runs     whether a step may fetch what it likes
/// @param adds     the first address that it adds a file from; null without
/// @param session  the first thing in it that needs a session with the docker command (secrets, ssh); null without
record DockerfileFacts(List<String> bases, @Nullable String syntax, boolean runs, @Nullable String adds,
        @Nullable String buildKit, @Nullable String session) {
    private static final Pattern SYNTAX = Pattern.compile("(?i)#\\s*syntax\\s*=\\s*(\\S+)");
    private static final Pattern ESCAPE = Pattern.compile("(?i)#\\s*escape\\s*=\\s*([\\\\`])\\s*");
    private static final Pattern DIRECTIVE = Pattern.compile("#\\s*\\w+\\s*=.*");
    private static final Pattern INSTRUCTION = Pattern.compile("\\s*([A-Za-z]+)\\s+(.*)", Pattern.DOTALL);
    private static final Pattern FLAG = Pattern.compile("--([a-z-]+)(?:=(\\S+))?\\s*");
    private static final Pattern HEREDOC = Pattern.compile("<<-?\\s*([\"']?)([A-Za-z_]\\w*)\\1");
    private static final Pattern ARGUMENT = Pattern.compile("\\$(?:\\{(\\w+)(?::?-([^}]*))?}|(\\w+))");
    private static final Pattern AUTOMATIC = Pattern.compile("\\$\\{?(BUILD|TARGET)(PLATFORM|OS|ARCH)");
    private static final Pattern FAR = Pattern.compile("(?i)(?:https?|git|ssh)://[^\\s\",]+|git@[^\\s\",]+");
    private static final Pattern SESSION = Pattern.compile("type=(secret|ssh)\\b");

    static DockerfileFacts of(String text, Map<String, String> arguments) {
        var reading = new Reading(arguments);
        reading.read(text.lines().toList());
        return new DockerfileFacts(List.copyOf(reading.bases), reading.syntax, reading.runs, reading.adds,
                reading.buildKit,
                reading.session);
    }

    /// One reading; a line at a time, its continuations joined.
    private static final class Reading {
        private final Map<String, String> given;
        private final Map<String, String> arguments = new HashMap<>();
        private final HashSet<String> stages = new HashSet<>();
        private final List<String> bases = new ArrayList<>();
        private @Nullable String buildKit;
        private @Nullable String session;
        private @Nullable String syntax;
        private @Nullable String adds;
        private boolean runs;
        private String escape = "\\";

        Reading(Map<String, String> given) {
            this.given = given;
        }

        void read(List<String> lines) {
            int at = directives(lines);
            while (at < lines.size()) {
                var whole = new StringBuilder();
                boolean more = true;
                while (more && at < lines.size()) {
                    String line = lines.get(at++);
                    if (line.strip().startsWith("#") || (line.isBlank() && !whole.isEmpty())) continue;
                    more = line.stripTrailing().endsWith(escape);
                    String part = line.stripTrailing();
                    whole.append(more ? part.substring(0, part.length() - 1) : part).append(' ');
                }
                at = instruction(whole.toString(), lines, at);
            }
        }

        /// Comments at the very top that mean something; the first line that is none.
        private int directives(List<String> lines) {
            int at = 0;
            while (at < lines.size() && DIRECTIVE.matcher(lines.get(at).strip()).matches()) {
                String line = lines.get(at++).strip();
                Matcher reader = SYNTAX.matcher(line);
                if (reader.matches()) {
                    syntax = reader.group(1);
                    needsBuildKit(line);
                }
                Matcher found = ESCAPE.matcher(line);
                if (found.matches()) escape = found.group(1);
            }
            return at;
        }

        /// Takes one instruction, and the here-documents that follow it; the line after them.
        private int instruction(String text, List<String> lines, int next) {
            Matcher found = INSTRUCTION.matcher(text);
            if (!found.matches()) return next;
            String word = found.group(1).toUpperCase(Locale.ROOT);
            String rest = flags(word, found.group(2));
            runs |= word.equals("RUN");
            Matcher far = FAR.matcher(filled(rest));
            if (word.equals("ADD") && adds == null && far.find()) adds = far.group();
            switch (word) {
                case "ARG" -> argument(rest.strip());
                case "FROM" -> from(rest.strip().split("\\s+"));
                case "RUN", "COPY", "ADD" -> next = heredocs(word, rest, lines, next);
                default -> {
                }
            }
            return next;
        }

        private String flags(String word, String rest) {
            Matcher flag = FLAG.matcher(rest);
            int at = 0;
            while (flag.region(at, rest.length()).lookingAt()) {
                at = flag.end();
                String name = flag.group(1);
                String value = flag.group(2) == null ? "" : filled(flag.group(2));
                String shown = word + " " + flag.group().strip();
                boolean copies = word.equals("COPY") || word.equals("ADD");
                if (copies && name.equals("from")) base(value);
                // the classic builder does not know the platforms by name
                if (word.equals("FROM") && AUTOMATIC.matcher(value).find()) needsBuildKit(shown);
                if (word.equals("RUN") || (copies && !name.equals("from") && !name.equals("chown")))
                    needsBuildKit(shown);
                if (word.equals("RUN") && name.equals("mount")) mount(value, shown);
            }
            return rest.substring(at);
        }

        private void mount(String value, String shown) {
            if (session == null && SESSION.matcher(value).find()) session = shown;
            for (String part : value.split(",", -1))
                if (part.startsWith("from=")) base(part.substring(5));
        }

        private int heredocs(String word, String rest, List<String> lines, int next) {
            Matcher found = HEREDOC.matcher(rest);
            int at = next;
            while (found.find()) {
                int end = at;
                while (end < lines.size() && !lines.get(end).strip().equals(found.group(2)))
                    end++;
                // a shell's own << in a RUN without an end is none of ours
                if (end == lines.size()) continue;
                needsBuildKit(word + " " + found.group());
                at = end + 1;
            }
            return at;
        }

        private void argument(String said) {
            int equal = said.indexOf('=');
            String name = equal < 0 ? said : said.substring(0, equal);
            String value = given.get(name);
            if (value == null && equal >= 0) value = unquoted(filled(said.substring(equal + 1).strip()));
            if (value != null) arguments.put(name, value);
        }

        private void from(String[] words) {
            base(filled(words[0]));
            if (words.length >= 3 && words[1].equalsIgnoreCase("as")) stages.add(words[2].toLowerCase(Locale.ROOT));
        }

        private void base(String reference) {
            boolean stage = stages.contains(reference.toLowerCase(Locale.ROOT)) || reference.matches("\\d+");
            if (stage || reference.isEmpty() || reference.equals("scratch") || reference.contains("$")) return;
            if (!bases.contains(reference)) bases.add(reference);
        }

        private String filled(String text) {
            return ARGUMENT.matcher(text).replaceAll(found -> {
                String name = found.group(1) == null ? found.group(3) : found.group(1);
                String value = arguments.getOrDefault(name, found.group(2));
                return Matcher.quoteReplacement(value == null ? found.group() : value);
            });
        }

        private static String unquoted(String text) {
            boolean quoted = text.length() > 1
                    && List.of("\"\"", "''").contains(text.charAt(0) + text.substring(text.length() - 1));
            return quoted ? text.substring(1, text.length() - 1) : text;
        }

        private void needsBuildKit(String what) {
            if (buildKit == null) buildKit = what;
        }
    }
}
