namespace FastNN.Serialization;

/// <summary>Names the element types of the safetensors format. Numbers are stored in little-endian order.</summary>
public enum SafeTensorsType
{
    /// <summary>A truth value of one byte, 0 or 1; <c>BOOL</c>.</summary>
    Bool,

    /// <summary>An unsigned integer of 8 bits; <c>U8</c>.</summary>
    U8,

    /// <summary>A signed integer of 8 bits; <c>I8</c>.</summary>
    I8,

    /// <summary>A float of 8 bits, 5 of them exponent; <c>F8_E5M2</c>. Known by its size only.</summary>
    F8E5M2,

    /// <summary>A float of 8 bits, 4 of them exponent; <c>F8_E4M3</c>. Known by its size only.</summary>
    F8E4M3,

    /// <summary>A power of two of 8 bits; <c>F8_E8M0</c>. Known by its size only.</summary>
    F8E8M0,

    /// <summary>A float of 8 bits, 5 of them exponent, without a negative zero; <c>F8_E5M2FNUZ</c>. Known by its size only.</summary>
    F8E5M2Fnuz,

    /// <summary>A float of 8 bits, 4 of them exponent, without a negative zero; <c>F8_E4M3FNUZ</c>. Known by its size only.</summary>
    F8E4M3Fnuz,

    /// <summary>A signed integer of 16 bits; <c>I16</c>.</summary>
    I16,

    /// <summary>An unsigned integer of 16 bits; <c>U16</c>.</summary>
    U16,

    /// <summary>A float of 16 bits, IEEE 754 binary16; <c>F16</c>.</summary>
    F16,

    /// <summary>The upper half of a 32-bit float; <c>BF16</c>.</summary>
    BF16,

    /// <summary>A signed integer of 32 bits; <c>I32</c>.</summary>
    I32,

    /// <summary>An unsigned integer of 32 bits; <c>U32</c>.</summary>
    U32,

    /// <summary>A float of 32 bits, IEEE 754 binary32; <c>F32</c>.</summary>
    F32,

    /// <summary>A signed integer of 64 bits; <c>I64</c>.</summary>
    I64,

    /// <summary>An unsigned integer of 64 bits; <c>U64</c>.</summary>
    U64,

    /// <summary>A float of 64 bits, IEEE 754 binary64; <c>F64</c>.</summary>
    F64,
}
