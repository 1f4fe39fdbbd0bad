package slipway.cli;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.ResourceBundle;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;

/// Help of commands, options and parameters for picocli, out of our own texts under `cli.help.`: what picocli asks as
/// `slipway.up.for` stands there as `cli.help.slipway.up.for`. Parameters it asks for with their places, which we leave
/// out: `slipway.up.DIR[0]` is `cli.help.slipway.up.DIR`.
final class HelpTexts extends ResourceBundle {
    private static final String PREFIX = "cli.help.";
    /// Where parameters stand in our commands, as picocli writes it.
    private static final List<String> PLACES = List.of("", "[0]", "[1]", "[0..*]", "[1..*]");

    @Override
    protected @Nullable Object handleGetObject(String key) {
        String ours = PREFIX + (key.endsWith("]") ? key.substring(0, key.lastIndexOf('[')) : key);
        return Text.has(ours) ? Text.of(ours) : null;
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.enumeration(Text.keys(PREFIX).stream().map(key -> key.substring(PREFIX.length()))
                .flatMap(HelpTexts::placed).toList());
    }

    private static Stream<String> placed(String key) {
        boolean parameter = Character.isUpperCase(key.charAt(key.lastIndexOf('.') + 1));
        return parameter ? PLACES.stream().map(key::concat) : Stream.of(key);
    }
}
