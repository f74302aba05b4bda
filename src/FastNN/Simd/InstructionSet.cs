namespace FastNN.Simd;

/// <summary>The register widths that kernels are compiled for.</summary>
public enum InstructionSet
{
    /// <summary>One element at a time; runs everywhere.</summary>
    Scalar,

    /// <summary>128-bit registers (SSE4.1 and later, NEON).</summary>
    V128,

    /// <summary>256-bit registers with fused multiply-add (AVX2, FMA3).</summary>
    V256,

    /// <summary>512-bit registers (AVX-512 F, BW, DQ, VL).</summary>
    V512,
}
