package slipway.cli;

import java.util.Collections;
import java.util.Enumeration;
import java.util.ResourceBundle;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;

/// Help of commands, options and parameters for picocli, out of our own texts under `cli.help.`: what picocli asks as
/// `slipway.up.for` stands there as `cli.help.slipway.up.for`.
final class HelpTexts extends ResourceBundle {
    private static final String PREFIX = "cli.help.";

    @Override
    protected @Nullable Object handleGetObject(String key) {
        return Text.has(PREFIX + key) ? Text.of(PREFIX + key) : null;
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.enumeration(Text.keys(PREFIX).stream().map(key -> key.substring(PREFIX.length())).toList());
    }
}
