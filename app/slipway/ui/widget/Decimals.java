package slipway.ui.widget;

import java.text.DecimalFormatSymbols;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

import slipway.base.Text;

/// Numbers as people type them: with a point, as commands take it, or with a comma, as most languages write it. Any
/// thread.
public final class Decimals {
    private static final Pattern COMMA = Pattern.compile("^(\\s*\\d+),(\\d+)");
    private static final Pattern THOUSANDS = Pattern.compile("^\\s*[1-9]\\d{0,2},\\d{3}(?!\\d)");

    private Decimals() {}

    /// What `text` says; empty for what is no number, or has more digits than `whole` before or `fraction` behind its
    /// point. 1,000 is no number where a comma stands between thousands: it may mean either.
    public static OptionalDouble read(String text, int whole, int fraction) {
        String bare = pointed(text.strip());
        return bare.matches("\\d{1," + whole + "}(?:\\.\\d{1," + fraction + "})?")
                ? OptionalDouble.of(Double.parseDouble(bare))
                : OptionalDouble.empty();
    }

    /// `text` with a point in the number that it begins with, for what reads only that: `1,5 GB` becomes `1.5 GB`.
    public static String pointed(String text) {
        boolean either = DecimalFormatSymbols.getInstance(Text.locale()).getGroupingSeparator() == ',' && THOUSANDS
                .matcher(text).find();
        return either ? text : COMMA.matcher(text).replaceFirst("$1.$2");
    }
}
