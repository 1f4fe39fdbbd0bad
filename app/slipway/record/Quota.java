package slipway.record;

/// How much a recording may take: bytes of its folder, exchanges, and what must stay free on the disk. Whichever comes
/// first stops it.
public record Quota(long bytes, long exchanges, long keepFree) {
    public static final Quota USUAL = new Quota(1_000_000_000L, 1_000_000L, 200_000_000L);

    public Quota withBytes(long most) {
        return new Quota(most, exchanges, keepFree);
    }
}
