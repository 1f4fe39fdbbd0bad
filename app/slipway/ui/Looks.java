package slipway.ui;

import java.util.function.Consumer;

import slipway.base.Live;

/// How the window looks and speaks, and the way to change it, from now on and remembered. Made by [Shell]; FX thread.
///
/// @param now      as it is, wherever it was changed
/// @param theme    takes `system`, `light` or `dark`
/// @param language takes the tag of a [slipway.base.Language], or empty for the system’s; makes the window anew
public record Looks(Live<WindowSettings> now, Consumer<String> theme, Consumer<String> language) {}
