package slipway.base;

import java.math.BigDecimal;
import java.nio.file.Path;

/// The command line that does what the window did, to be pasted into a POSIX shell as it stands. Made by one thread.
public final class Twin {
    private static final String PROGRAM = "slipway ";
    private static final String WORKSPACE = "--workspace ";

    private final StringBuilder text;

    private Twin(String command) {
        text = new StringBuilder(PROGRAM).append(command);
    }

    /// Begins with the words of a command as they are: `load`, `image pull`.
    public static Twin of(String command) {
        return new Twin(command);
    }

    public Twin add(String word) {
        text.append(' ').append(Quoted.shell(word));
        return this;
    }

    /// An option with its value, which may look like an option itself.
    public Twin add(String option, Object value) {
        String word = value.toString();
        text.append(' ').append(option).append(word.startsWith("-") ? '=' : ' ').append(Quoted.shell(word));
        return this;
    }

    /// The same, where `asked`.
    public Twin addIf(boolean asked, String option, Object value) {
        return asked ? add(option, value) : this;
    }

    /// `twin` for the workspace in `root`, from whatever folder; what is no command of ours stays as it is.
    public static String in(Path root, String twin) {
        if (!twin.startsWith(PROGRAM) || twin.contains(" " + WORKSPACE)) return twin;
        return PROGRAM + WORKSPACE + Quoted.shell(root.toString()) + " " + twin.substring(PROGRAM.length());
    }

    /// All digits that `value` has and no exponent: read again it is the same number.
    public static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /// A share as a percentage, which read again is the same number.
    public static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
    }

    /// The share that a percentage is, to the last digit.
    public static double share(double percent) {
        return BigDecimal.valueOf(percent).movePointLeft(2).doubleValue();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
