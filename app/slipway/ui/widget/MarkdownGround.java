package slipway.ui.widget;

import java.util.Optional;

import javafx.scene.image.Image;

/// What a [MarkdownView] may do beyond showing words. A view without one opens no link and shows no picture. FX thread.
public interface MarkdownGround {
    /// A link was clicked; `target` is as it is written.
    void follow(String target);

    /// The picture that `source` names, if there is one; never from a network.
    Optional<Image> picture(String source);

    /// Takes the text of a code block for the clipboard.
    void copy(String text);
}
