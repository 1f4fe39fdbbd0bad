package slipway.catalog;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// How ggml stores numbers: so many bytes for a block of so many (gguf-py, GGML_QUANT_SIZES).
enum GgmlType {
    F32(0, 1, 4), F16(1, 1, 2), Q4_0(2, 32, 18), Q4_1(3, 32, 20), Q5_0(6, 32, 22), Q5_1(7, 32, 24), Q8_0(8, 32, 34),
    Q8_1(9, 32, 40), Q2_K(10, 256, 84), Q3_K(11, 256, 110), Q4_K(12, 256, 144), Q5_K(13, 256, 176), Q6_K(14, 256, 210),
    Q8_K(15, 256, 292), IQ2_XXS(16, 256, 66), IQ2_XS(17, 256, 74), IQ3_XXS(18, 256, 98), IQ1_S(19, 256, 50),
    IQ4_NL(20, 32, 18), IQ3_S(21, 256, 110), IQ2_S(22, 256, 82), IQ4_XS(23, 256, 136), I8(24, 1, 1), I16(25, 1, 2),
    I32(26, 1, 4), I64(27, 1, 8), F64(28, 1, 8), IQ1_M(29, 256, 56), BF16(30, 1, 2), TQ1_0(34, 256, 54),
    TQ2_0(35, 256, 66), MXFP4(39, 32, 17), NVFP4(40, 64, 36), Q1_0(41, 128, 18);

    /// llama.cpp's `general.file_type`.
    private static final Map<String, String> FILE_TYPES = Map.ofEntries(Map.entry("0", "F32"), Map.entry("1", "F16"),
            Map.entry("2", "Q4_0"), Map.entry("3", "Q4_1"), Map.entry("7", "Q8_0"), Map.entry("8", "Q5_0"),
            Map.entry("9", "Q5_1"), Map.entry("10", "Q2_K"), Map.entry("11", "Q3_K_S"), Map.entry("12", "Q3_K_M"),
            Map.entry("13", "Q3_K_L"), Map.entry("14", "Q4_K_S"), Map.entry("15", "Q4_K_M"),
            Map.entry("16", "Q5_K_S"), Map.entry("17", "Q5_K_M"), Map.entry("18", "Q6_K"), Map.entry("19", "IQ2_XXS"),
            Map.entry("20", "IQ2_XS"), Map.entry("21", "Q2_K_S"), Map.entry("22", "IQ3_XS"),
            Map.entry("23", "IQ3_XXS"), Map.entry("24", "IQ1_S"), Map.entry("25", "IQ4_NL"), Map.entry("26", "IQ3_S"),
            Map.entry("27", "IQ3_M"), Map.entry("28", "IQ2_S"), Map.entry("29", "IQ2_M"), Map.entry("30", "IQ4_XS"),
            Map.entry("31", "IQ1_M"), Map.entry("32", "BF16"), Map.entry("36", "TQ1_0"), Map.entry("37", "TQ2_0"),
            Map.entry("38", "MXFP4_MOE"), Map.entry("39", "NVFP4"), Map.entry("40", "Q1_0"));
    private static final Map<Integer, GgmlType> BY_NUMBER = new HashMap<>();

    static {
        for (GgmlType type : values())
            BY_NUMBER.put(type.number, type);
    }

    private final int number;
    private final int block;
    private final int blockBytes;

    GgmlType(int number, int block, int blockBytes) {
        this.number = number;
        this.block = block;
        this.blockBytes = blockBytes;
    }

    static @Nullable GgmlType of(long number) {
        return number > 1_000 ? null : BY_NUMBER.get((int) number);
    }

    /// The name that people know a file's quantisation by; null where none is stated or it is a newer one.
    static @Nullable String fileType(@Nullable String stated) {
        return stated == null ? null : FILE_TYPES.get(stated);
    }

    BigInteger bytes(BigInteger elements) {
        return elements.multiply(BigInteger.valueOf(blockBytes)).divide(BigInteger.valueOf(block));
    }
}
