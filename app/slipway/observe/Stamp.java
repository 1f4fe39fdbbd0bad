package slipway.observe;

/// Reads the time that a line of a log begins with, `2026-11-21T10:00:00.123Z `, from its bytes. Stateless.
final class Stamp {
    private static final int SHORTEST = "2026-01-01T00:00:00Z".length();
    private static final int LONGEST = "2026-01-01T00:00:00.000000000Z".length();

    private Stamp() {}

    /// Milliseconds since 1970, or `otherwise` where the line does not begin with a time.
    static long millis(byte[] bytes, int from, int end, long otherwise) {
        if (end - from <= SHORTEST || bytes[from + 4] != '-' || bytes[from + 7] != '-' || bytes[from + 10] != 'T'
                || bytes[from + 13] != ':' || bytes[from + 16] != ':')
            return otherwise;
        int millis = 0;
        int at = from + 19;
        if (bytes[at] == '.') {
            int unit = 100;
            for (at++; at < end && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
                millis += (bytes[at] - '0') * unit;
                unit /= 10;
            }
        }
        if (at + 1 >= end || bytes[at] != 'Z' || bytes[at + 1] != ' ' || at - from >= LONGEST) return otherwise;
        int year = number(bytes, from, 4);
        int month = number(bytes, from + 5, 2);
        int day = number(bytes, from + 8, 2);
        int seconds = (number(bytes, from + 11, 2) * 60 + number(bytes, from + 14, 2)) * 60
                + number(bytes, from + 17, 2);
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31 || seconds < 0) return otherwise;
        return (days(year, month, day) * 86_400L + seconds) * 1000 + millis;
    }

    /// Days since 1970; years are counted from March so that the odd day is the last.
    private static long days(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = y / 400;
        int ofEra = y - era * 400;
        int ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return era * 146_097L + ofEra * 365L + ofEra / 4 - ofEra / 100 + ofYear - 719_468;
    }

    private static int number(byte[] bytes, int from, int digits) {
        int number = 0;
        for (int i = 0; i < digits; i++) {
            int digit = bytes[from + i] - '0';
            if (digit < 0 || digit > 9) return -1_000_000;
            number = number * 10 + digit;
        }
        return number;
    }
}
