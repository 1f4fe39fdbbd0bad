package slipway.requests;

import java.util.ArrayList;
import java.util.List;

/// The text of a `.http` file in its blocks, so that a change to one request leaves every other line as a person wrote
/// it. Immutable; any thread.
///
/// @param blocks each from its `###` line to the next; the first may have none
record HttpText(List<String> blocks) {
    HttpText {
        blocks = List.copyOf(blocks);
    }

    static HttpText of(String text) {
        var blocks = new ArrayList<String>();
        var block = new StringBuilder();
        for (String line : text.replace("\r\n", "\n").split("(?<=\n)", -1)) {
            if (line.startsWith("###") && !block.isEmpty()) {
                blocks.add(block.toString());
                block.setLength(0);
            }
            block.append(line);
        }
        if (!block.isEmpty()) blocks.add(block.toString());
        return new HttpText(blocks);
    }

    String text() {
        return String.join("", blocks);
    }

    HttpFile file() {
        return HttpFile.parse(text());
    }

    /// Puts the request at `index` anew; its comments, variables and response handlers stay.
    HttpText with(int index, Draft draft, List<Expectation> expected) {
        int at = block(index);
        String old = blocks.get(at);
        var next = new StringBuilder();
        List<String> lines = HttpFile.text(draft, expected).lines().toList();
        next.append(lines.getFirst()).append('\n');
        old.lines().takeWhile(line -> !isRequest(line)).filter(HttpText::kept).forEach(line -> next.append(line)
                .append('\n'));
        lines.stream().skip(1).forEach(line -> next.append(line).append('\n'));
        List<String> handler = old.lines().dropWhile(line -> !HttpFile.HANDLER.matcher(line).matches()).toList();
        if (!handler.isEmpty()) next.append('\n');
        handler.forEach(line -> next.append(line).append('\n'));
        if (at < blocks.size() - 1) next.append(next.toString().endsWith("\n\n") ? "" : "\n");
        var all = new ArrayList<>(blocks);
        all.set(at, next.toString());
        return new HttpText(all);
    }

    HttpText added(Draft draft, List<Expectation> expected) {
        var all = new ArrayList<>(blocks);
        if (!all.isEmpty()) {
            String last = all.removeLast().stripTrailing();
            all.add(last + "\n\n");
        }
        all.add(HttpFile.text(draft, expected));
        return new HttpText(all);
    }

    HttpText without(int index) {
        var all = new ArrayList<>(blocks);
        all.remove(block(index));
        return new HttpText(all);
    }

    /// The block that holds the request `index`; there is at most one in each.
    private int block(int index) {
        int left = index;
        for (int i = 0; i < blocks.size(); i++) {
            if (HttpFile.parse(blocks.get(i)).drafts().isEmpty()) continue;
            if (left-- == 0) return i;
        }
        throw new IndexOutOfBoundsException(index);
    }

    private static boolean isRequest(String line) {
        return !line.isBlank() && !line.startsWith("#") && !line.startsWith("//") && !line.startsWith("@");
    }

    private static boolean kept(String line) {
        String words = line.replaceFirst("^(#|//)\\s*", "");
        return !line.startsWith("###") && !line.isBlank() && !words.startsWith("@name ")
                && !words.startsWith(Expectation.MARK);
    }
}
