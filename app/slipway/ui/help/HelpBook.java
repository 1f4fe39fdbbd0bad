package slipway.ui.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import javafx.scene.image.Image;

import org.jspecify.annotations.Nullable;

/// The guide as it is built in: every page that the index leads to, in its order, and then what those lead to.
/// Immutable.
final class HelpBook {
    static final String INDEX = "docs/guide/index.md";
    private static final String FOLDER = "docs/guide/";
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+\\.md)(?:#[^)]*)?\\)");
    private static final int MOST_HITS = 60;

    private static volatile @Nullable HelpBook ours;

    private final Map<String, HelpPage> pages = new LinkedHashMap<>();

    private HelpBook() {}

    /// The one of this process, read at the first call, which takes some tenths of a second.
    static HelpBook ours() {
        HelpBook read = ours;
        if (read == null) {
            read = load();
            ours = read;
        }
        return read;
    }

    /// The same if it was read.
    static Optional<HelpBook> known() {
        return Optional.ofNullable(ours);
    }

    /// Where the search found its words: a page, the heading above them, and the place as a link.
    record Hit(HelpPage page, String heading, String anchor, int rank) {}

    private static HelpBook load() {
        var book = new HelpBook();
        var waiting = new ArrayDeque<String>(List.of(INDEX));
        while (!waiting.isEmpty()) {
            String path = waiting.removeFirst();
            if (book.pages.containsKey(path)) continue;
            read(path).ifPresent(text -> {
                book.pages.put(path, HelpPage.of(path, text));
                LINK.matcher(text).results().forEach(link -> waiting.add(resolve(path, link.group(1))));
            });
        }
        return book;
    }

    List<HelpPage> pages() {
        return List.copyOf(pages.values());
    }

    Optional<HelpPage> page(String path) {
        return Optional.ofNullable(pages.get(path));
    }

    /// The page that is about the window’s page `id`; the index where none is.
    String about(String id) {
        String path = FOLDER + id + ".md";
        return pages.containsKey(path) ? path : INDEX;
    }

    /// The picture that `source` names on the page `path`.
    static Optional<Image> picture(String path, String source) {
        try (InputStream in = HelpBook.class.getResourceAsStream("/" + resolve(path, source))) {
            return in == null ? Optional.empty() : Optional.of(new Image(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Parts of pages that have all of these words, those with a word in the heading first.
    List<Hit> search(String typed) {
        List<String> words = List.of(typed.toLowerCase(Locale.ROOT).strip().split("\\s+", -1));
        var hits = new ArrayList<Hit>();
        for (HelpPage page : pages.values()) {
            for (HelpPage.Section section : page.sections()) {
                if (!words.stream().allMatch(section.words()::contains)) continue;
                String heading = section.heading().toLowerCase(Locale.ROOT);
                int named = (int) words.stream().filter(heading::contains).count();
                hits.add(new Hit(page, section.heading(), section.anchor(), named));
            }
        }
        hits.sort(Comparator.comparingInt(Hit::rank).reversed());
        return List.copyOf(hits.subList(0, Math.min(MOST_HITS, hits.size())));
    }

    /// Where `link` of the page `from` leads, both without an anchor: `docs/scale.md`.
    static String resolve(String from, String link) {
        var parts = new ArrayDeque<>(List.of(from.split("/", -1)));
        parts.removeLast();
        for (String part : link.split("/", -1)) {
            if (part.equals("..")) parts.pollLast();
            else if (!part.equals(".")) parts.addLast(part);
        }
        return String.join("/", parts);
    }

    private static Optional<String> read(String path) {
        try (InputStream in = HelpBook.class.getResourceAsStream("/" + path)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
